import { Hand, MicOff, Monitor, Pin, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SlotPause } from '@/signaling';
import { classes } from '@/ui/classes';
import { useExtras, useStageState } from '../callContext';
import type { Person } from '../core/person';
import { tileKey } from '../stage/stagePlan';

interface TileLabelProps {
  person: Person;
  isScreen: boolean;
  /** The tile has the whole stage: clear of what lies on its edges. */
  bare: boolean;
  paused: SlotPause | null;
}

/** Name and state, in the lower corner. */
export function TileLabel({ person, isScreen, bare, paused }: TileLabelProps) {
  const { t } = useTranslation();
  const extras = useExtras();
  const pinned = useStageState((state) => state.pinned === tileKey(person.id, isScreen ? 'screen' : 'camera'));
  const hand = !isScreen && extras.hands.includes(person.id);
  const silent = !isScreen && person.microphone !== 'on';
  // Of a call of two, the title says who it is.
  const named = !bare || silent || pinned || extras.inviteLink !== null;
  return (
    <>
      {named && <div className={classes('pointer-events-none absolute flex max-w-[calc(100%-1rem)] items-center gap-1.5 rounded-full bg-black/65 px-2.5 py-1 text-xs font-medium text-white @max-[9rem]:px-1.5', bare ? 'top-14 left-3 z-10' : 'bottom-2 left-2')}>
        {silent && <MicOff className="size-3.5 shrink-0 text-[#ff9a9a]" role="img" aria-label={t('call.microphoneOff')} />}
        {isScreen && <Monitor className="size-3.5 shrink-0" aria-hidden="true" />}
        <span className="truncate">{person.self && !isScreen ? t('common.you') : person.name}</span>
        {pinned && <Pin className="size-3.5 shrink-0" role="img" aria-label={t('call.pin')} />}
      </div>}
      {hand && (
        <span className="rise absolute top-2 left-2 flex items-center gap-1 rounded-full bg-warning px-2 py-1 text-xs font-semibold text-warning-content">
          <Hand className="size-3.5" role="img" aria-label={t('call.handRaised', { name: person.name })} />
          {extras.hands.indexOf(person.id) + 1}
        </span>
      )}
      {!person.connected && (
        <span className="absolute inset-x-0 top-1/2 mx-auto flex w-fit items-center gap-2 rounded-full bg-black/65 px-3 py-1.5 text-xs text-white">
          <WifiOff className="size-4" aria-hidden="true" /> <span className="@max-[14rem]:hidden">{t('call.lostConnection')}</span>
        </span>
      )}
      {paused === 'bandwidth' && (
        <span className="absolute inset-x-2 bottom-10 mx-auto w-fit rounded-full bg-black/65 px-3 py-1 text-center text-xs text-white @max-[14rem]:hidden">{t('call.pausedForBandwidth')}</span>
      )}
    </>
  );
}
