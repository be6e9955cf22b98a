import { EllipsisVertical, Pin, PinOff, Volume2, VolumeX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '@/ui/classes';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import { useCall, useExtras, useStageState } from '../callContext';
import type { Person } from '../core/person';
import { stageActions } from '../stage/stageStore';
import type { Tile } from '../stage/stagePlan';

/** What can be done with a tile; it appears with the pointer or the focus, and stands on touch screens. */
export function TileMenu({ person, tile, bare }: { person: Person; tile: Tile; bare: boolean }) {
  const { t } = useTranslation();
  const { session, stage } = useCall();
  const extras = useExtras();
  const pinned = useStageState((state) => state.pinned === tile.key);
  const [volume, setVolume] = useState(() => session.volumeOf(person.id));
  const apply = (next: number): void => {
    setVolume(next);
    session.setVolume(person.id, next);
  };
  return (
    <div className={classes('absolute z-10 opacity-0 @max-[8rem]:hidden transition-opacity group-hover/tile:opacity-100 focus-within:opacity-100 has-[[aria-expanded=true]]:opacity-100 pointer-coarse:opacity-70', bare ? 'top-14 right-3' : 'top-2 right-2')}>
      <Menu
        label={t('call.actionsOf', { name: person.name })}
        buttonClass="btn btn-circle btn-sm border-0 bg-black/55 text-white shadow-none hover:bg-black/75 pointer-coarse:bg-black/25"
        button={<EllipsisVertical className="size-4" aria-hidden="true" />}
      >
        <MenuItem icon={pinned ? PinOff : Pin} label={pinned ? t('call.unpin') : t('call.pin')} onSelect={() => stageActions.togglePin(stage, tile.key)} />
        {!person.self && (
          <>
            <MenuItem icon={volume === 0 ? Volume2 : VolumeX} label={volume === 0 ? t('call.unmuteForMe') : t('call.muteForMe')} onSelect={() => apply(volume === 0 ? 1 : 0)} />
            <div className="px-3 py-2">
              <input
                type="range"
                min={0}
                max={1}
                step={0.05}
                value={volume}
                aria-label={t('call.volume', { name: person.name })}
                className="range range-xs range-primary"
                onChange={(event) => apply(Number(event.target.value))}
              />
            </div>
          </>
        )}
        {extras.personMenu?.(person)}
      </Menu>
    </div>
  );
}
