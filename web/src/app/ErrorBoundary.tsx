import { Component, type ReactNode } from 'react';
import { CrashScreen } from './CrashScreen';
import { reportFault } from './errorReports';

/** Around the whole app: a fault in a screen ends in words and a way on, not in a white page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    reportFault(error);
  }

  override render(): ReactNode {
    return this.state.failed ? <CrashScreen /> : this.props.children;
  }
}
