import { type PointerEvent, useRef, useState } from 'react';
import { classes } from '@/ui/classes';
import type { Tile } from '../stage/stagePlan';
import { VideoTile } from './VideoTile';

type Corner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

const places: Record<Corner, string> = {
  'top-left': 'top-14 left-3',
  'top-right': 'top-14 right-3',
  'bottom-left': 'bottom-24 left-3',
  'bottom-right': 'bottom-24 right-3',
};

/** Dragged, it goes to the nearest corner. */
export function FloatingSelf({ tile }: { tile: Tile }) {
  const [corner, setCorner] = useState<Corner>('bottom-right');
  const [drag, setDrag] = useState<{ x: number; y: number } | null>(null);
  const start = useRef<{ x: number; y: number } | null>(null);
  const ref = useRef<HTMLDivElement>(null);

  const onDown = (event: PointerEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, [role="menu"]') !== null) return;
    start.current = { x: event.clientX, y: event.clientY };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent): void => {
    if (start.current !== null) setDrag({ x: event.clientX - start.current.x, y: event.clientY - start.current.y });
  };
  const onUp = (): void => {
    const box = ref.current?.getBoundingClientRect();
    const around = ref.current?.parentElement?.getBoundingClientRect();
    start.current = null;
    setDrag(null);
    if (box === undefined || around === undefined) return;
    const vertical = box.top + box.height / 2 < around.top + around.height / 2 ? 'top' : 'bottom';
    setCorner(`${vertical}-${box.left + box.width / 2 < around.left + around.width / 2 ? 'left' : 'right'}`);
  };
  return (
    <div
      ref={ref}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={onUp}
      style={drag === null ? undefined : { transform: `translate(${drag.x}px, ${drag.y}px)` }}
      className={classes('absolute z-20 aspect-[3/4] w-24 touch-none sm:aspect-video sm:w-56', drag === null ? 'cursor-grab transition-all duration-300' : 'cursor-grabbing', places[corner])}
    >
      <VideoTile tile={tile} className="size-full shadow-2xl ring-1 ring-white/15" />
    </div>
  );
}
