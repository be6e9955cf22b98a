import { memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/ui/Avatar';
import { classes } from '@/ui/classes';
import { useCall, useCallState, useMediaState } from '../callContext';
import { stageActions } from '../stage/stageStore';
import type { Tile } from '../stage/stagePlan';
import { SelfVideo } from './SelfVideo';
import { TileLabel } from './TileLabel';
import { TileMenu } from './TileMenu';
import { TileVideo } from './TileVideo';
import { useSeen } from './useSeen';

interface VideoTileProps {
  tile: Tile;
  /** In CSS pixels; without them the class says it. */
  width?: number;
  height?: number;
  className?: string | undefined;
  /** Without a frame around: it has the whole stage. */
  bare?: boolean;
}

/** One person, or one shared screen. */
export const VideoTile = memo(function VideoTile({ tile, width, height, className, bare = false }: VideoTileProps) {
  const { t } = useTranslation();
  const { stage } = useCall();
  const ref = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(false);
  const person = useCallState((state) => state.people.find(({ id }) => id === tile.personId));
  const view = useCallState((state) => state.slots.find(({ slot, participantId, source }) =>
    slot.kind === 'video' && participantId === tile.personId && source === tile.source));
  const speaking = useCallState((state) => (state.levels[tile.personId] ?? 0) > 0.03);
  const selfTrack = useMediaState((state) => state.camera.track);
  const mirrored = useMediaState((state) => state.preferences.mirror && state.facing === 'user');
  const isScreen = tile.source === 'screen';
  const flows = person !== undefined && !person.self && (isScreen ? person.screen : person.camera === 'on');
  useSeen(ref, tile, flows);
  if (person === undefined) return null;

  const showsSelf = person.self && !isScreen && selfTrack !== null;
  const label = isScreen ? t('call.screenOf', { name: person.name }) : person.name;
  const highlighted = speaking && !isScreen && person.microphone === 'on' && !bare;
  return (
    <div
      ref={ref}
      role="group"
      aria-label={label}
      data-tile={tile.key}
      style={width === undefined ? undefined : { width, height }}
      onDoubleClick={() => stageActions.togglePin(stage, tile.key)}
      className={classes(
        'group/tile @container relative overflow-hidden bg-base-100 transition-[box-shadow] duration-200',
        !bare && 'rounded-2xl',
        highlighted && 'shadow-[0_0_0_3px_var(--color-accent)]',
        isScreen && 'bg-black',
        className,
      )}
    >
      {!shown && !showsSelf && !isScreen && (
        <div className="absolute inset-0 grid place-items-center">
          <Avatar name={person.name} picture={person.picture} size="clamp(2.5rem, 26cqmin, 8rem)" className={speaking ? 'ring-4 ring-accent/60' : ''} />
        </div>
      )}
      {showsSelf && <SelfVideo track={selfTrack} mirrored={mirrored} />}
      {flows && view?.paused === null && <TileVideo view={view} personId={person.id} whole={isScreen} onShown={setShown} />}
      {!(bare && person.self) && <TileLabel person={person} isScreen={isScreen} bare={bare} paused={flows ? view?.paused ?? null : null} />}
      <TileMenu person={person} tile={tile} bare={bare} />
    </div>
  );
}, (before, after) => before.tile.key === after.tile.key && before.width === after.width && before.height === after.height
  && before.className === after.className && before.bare === after.bare);
