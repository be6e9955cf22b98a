import { EllipsisVertical, Hand, Mic, MicOff, Monitor, Video, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/ui/Avatar';
import { Menu } from '@/ui/Menu';
import { useCallState, useExtras } from '../callContext';
import type { Person } from '../core/person';

/** Who is here, raised hands first. */
export function PeopleList() {
  const extras = useExtras();
  const people = useCallState((state) => state.people);
  const rank = (person: Person): number => {
    const hand = extras.hands.indexOf(person.id);
    return hand >= 0 ? hand : person.self ? 1_000 : 2_000;
  };
  return (
    <ul className="px-2 pb-3">
      {[...people].sort((a, b) => rank(a) - rank(b)).map((person) => <PersonRow key={person.id} person={person} />)}
    </ul>
  );
}

function PersonRow({ person }: { person: Person }) {
  const { t } = useTranslation();
  const extras = useExtras();
  const role = extras.roles[person.id];
  const notes = [person.self && t('common.you'), person.guest && t('common.guest'), role === 'host' && t('meeting.host'), role === 'cohost' && t('meeting.cohost')].filter(Boolean);
  const menu = person.self ? null : extras.personMenu?.(person) ?? null;
  return (
    <li className="flex items-center gap-3 rounded-xl px-2 py-2 hover:bg-base-300/50">
      <Avatar name={person.name} picture={person.picture} size="2.25rem" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium">{person.name}</p>
        {notes.length > 0 && <p className="truncate text-xs text-muted">{notes.join(' · ')}</p>}
      </div>
      {extras.hands.includes(person.id) && <Hand className="size-4 text-warning" role="img" aria-label={t('call.handRaised', { name: person.name })} />}
      {person.screen && <Monitor className="size-4 text-link" role="img" aria-label={t('call.screenOf', { name: person.name })} />}
      {person.microphone === 'on'
        ? <Mic className="size-4 text-muted" aria-hidden="true" />
        : <MicOff className="size-4 text-danger" role="img" aria-label={t('call.microphoneOff')} />}
      {person.camera === 'on'
        ? <Video className="size-4 text-muted" aria-hidden="true" />
        : <VideoOff className="size-4 text-muted" role="img" aria-label={t('call.cameraIsOff')} />}
      {menu !== null && (
        <Menu label={t('call.actionsOf', { name: person.name })} button={<EllipsisVertical className="size-4" aria-hidden="true" />}>{menu}</Menu>
      )}
    </li>
  );
}
