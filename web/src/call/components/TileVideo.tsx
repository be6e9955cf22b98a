import { useEffect, useRef, useState } from 'react';
import { classes } from '@/ui/classes';
import { useCall } from '../callContext';
import type { SlotView } from '../core/callSession';

interface TileVideoProps {
  view: SlotView;
  personId: string;
  /** A shared screen is shown whole, a face fills its tile. */
  whole: boolean;
  onShown: (shown: boolean) => void;
}

/** The picture of a slot, hidden until the first frame that is really this person's. */
export function TileVideo({ view, personId, whole, onShown }: TileVideoProps) {
  const { session } = useCall();
  const ref = useRef<HTMLVideoElement>(null);
  const [shown, setShown] = useState(false);
  const { slot, stream } = view;

  useEffect(() => {
    const video = ref.current;
    if (video === null) return undefined;
    video.srcObject = stream;
    void video.play().catch(() => undefined);
    return () => {
      video.srcObject = null;
    };
  }, [stream]);

  useEffect(() => {
    const video = ref.current;
    if (video === null) return undefined;
    let ended = false;
    let handle = 0;
    const onFrame = (): void => {
      if (ended) return;
      if (session.isShown(slot, personId)) setShown(true);
      else handle = video.requestVideoFrameCallback(onFrame);
    };
    if ('requestVideoFrameCallback' in video) handle = video.requestVideoFrameCallback(onFrame);
    else setShown(true);
    return () => {
      ended = true;
      if ('cancelVideoFrameCallback' in video) video.cancelVideoFrameCallback(handle);
      setShown(false);
    };
  }, [session, slot, personId, stream]);

  useEffect(() => {
    onShown(shown);
    return () => onShown(false);
  }, [shown, onShown]);

  return (
    <video
      ref={ref}
      autoPlay
      muted
      playsInline
      data-person={personId}
      className={classes('absolute inset-0 size-full transition-opacity duration-200', whole ? 'object-contain' : 'object-cover', shown ? 'opacity-100' : 'opacity-0')}
    />
  );
}
