import { useEffect, useRef } from 'react';
import { classes } from '@/ui/classes';

interface SelfVideoProps {
  track: MediaStreamTrack;
  mirrored: boolean;
  className?: string;
}

/** The own camera, straight from the device. */
export function SelfVideo({ track, mirrored, className }: SelfVideoProps) {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = ref.current;
    if (video === null) return undefined;
    video.srcObject = new MediaStream([track]);
    void video.play().catch(() => undefined);
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  return <video ref={ref} autoPlay muted playsInline data-person="self" className={classes('absolute inset-0 size-full object-cover', mirrored && '-scale-x-100', className)} />;
}
