import { classes } from '@/ui/classes';
import type { Tile } from '../stage/stagePlan';
import { tileGap } from './StageTiles';
import { VideoTile } from './VideoTile';

interface FocusViewProps {
  main: Tile;
  strip: readonly Tile[];
  /** The strip below instead of beside. */
  narrow: boolean;
}

/** One large picture and a strip of the others; what is scrolled out of the strip is not received. */
export function FocusView({ main, strip, narrow }: FocusViewProps) {
  return (
    <div className={classes('absolute inset-0 flex', narrow ? 'flex-col' : 'flex-row')} style={{ gap: tileGap }}>
      <VideoTile key={main.key} tile={main} className="min-h-0 min-w-0 flex-1" />
      {strip.length > 0 && (
        <div className={classes('scroll-thin flex shrink-0', narrow ? 'h-28 overflow-x-auto' : 'w-56 flex-col overflow-y-auto')} style={{ gap: tileGap }}>
          {strip.map((tile) => <VideoTile key={tile.key} tile={tile} className={classes('shrink-0', narrow ? 'aspect-square h-full' : 'aspect-video w-full')} />)}
        </div>
      )}
    </div>
  );
}
