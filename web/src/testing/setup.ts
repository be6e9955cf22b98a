import { afterEach } from 'vitest';

// Only tests that name jsdom have a page to clean up.
if (typeof document !== 'undefined') {
  await import('@testing-library/jest-dom/vitest');
  const { cleanup } = await import('@testing-library/react');
  afterEach(() => cleanup());
}
