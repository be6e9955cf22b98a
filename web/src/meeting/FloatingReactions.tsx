import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CallSession } from '@/call/core/callSession';
import type { MeetingFlow } from './meetingFlow';

/** Emoji that rise over the faces, each with the name of who sent it. */
export function FloatingReactions({ flow, session }: { flow: MeetingFlow; session: CallSession }) {
  const { t } = useTranslation();
  const floating = useStore(flow.store, (state) => state.floating);
  const people = useStore(session.store, (state) => state.people);
  const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? '';
  const newest = floating.at(-1);
  return (
    <>
      <div aria-hidden="true" className="pointer-events-none absolute inset-0 z-10 overflow-hidden">
        {floating.map(({ key, participantId, emoji }) => (
          <span key={key} className="float-up absolute bottom-4 flex flex-col items-center" style={{ left: `${8 + ((key * 37) % 84)}%` }}>
            <span className="text-4xl">{emoji}</span>
            <span className="mt-1 max-w-32 truncate rounded-full bg-black/65 px-2 py-0.5 text-xs text-white">{nameOf(participantId)}</span>
          </span>
        ))}
      </div>
      <p role="status" aria-live="polite" className="sr-only">
        {newest !== undefined && t('call.reacted', { name: nameOf(newest.participantId), emoji: newest.emoji })}
      </p>
    </>
  );
}
