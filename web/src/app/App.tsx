import { QueryClientProvider } from '@tanstack/react-query';
import { LazyMotion, MotionConfig } from 'motion/react';
import { RouterProvider } from 'react-router';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Toaster } from '@/ui/Toaster';
import { ErrorBoundary } from './ErrorBoundary';
import { queryClient } from './queryClient';
import { router } from './routes';

const features = () => import('./motionFeatures').then(({ domAnimation }) => domAnimation);

export function App() {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <LazyMotion features={features} strict>
          <MotionConfig reducedMotion="user">
            <RouterProvider router={router} />
            <ConfirmDialog />
            <Toaster />
          </MotionConfig>
        </LazyMotion>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
