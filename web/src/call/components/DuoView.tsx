import type { Tile } from '../stage/stagePlan';
import { FloatingSelf } from './FloatingSelf';
import { VideoTile } from './VideoTile';

/** Two people: the other one has the stage, we are small in a corner that can be moved. */
export function DuoView({ main, self }: { main: Tile; self: Tile | null }) {
  return (
    <>
      <VideoTile bare key={main.key} tile={main} className="absolute inset-0 size-full" />
      {self !== null && <FloatingSelf tile={self} />}
    </>
  );
}
