import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/ui/Avatar';
import type { MeetingFlow } from './meetingFlow';
import { meetingKeys } from './meetingKeys';
import { attendance, loadStays } from './stays';

/** Those a host keeps out, with the way back; nothing at all when there are none. */
export function KeptOut({ flow, code }: { flow: MeetingFlow; code: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data = [] } = useQuery({
    queryKey: meetingKeys.stays(code),
    queryFn: async ({ signal }) => attendance(await loadStays(code, signal), Date.now()),
    staleTime: 0,
  });
  const banned = data.filter((person) => person.banned);
  if (banned.length === 0) return null;
  const letBack = async (participantId: string): Promise<void> => {
    await flow.moderate('unban', participantId);
    await queries.invalidateQueries({ queryKey: meetingKeys.stays(code) });
  };
  return (
    <section aria-label={t('meeting.keptOut')} className="mx-4 mt-4 border-t border-base-300 pt-3 pb-4">
      <h3 className="mb-1 text-sm font-semibold">{t('meeting.keptOut')}</h3>
      <ul>
        {banned.map(({ participantId, name }) => (
          <li key={participantId} className="flex items-center gap-2 py-1.5">
            <Avatar name={name} picture={null} size="2rem" />
            <span className="min-w-0 flex-1 truncate text-sm">{name}</span>
            <button type="button" className="btn btn-xs" aria-label={`${t('meeting.letBack')}: ${name}`} onClick={() => void letBack(participantId)}>{t('meeting.letBack')}</button>
          </li>
        ))}
      </ul>
    </section>
  );
}
