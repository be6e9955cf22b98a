import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { moderation } from '@/api/endpoints';
import { useMe } from '@/auth/useSession';
import { confirm } from '@/ui/confirm';
import { Page } from '@/ui/Page';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import { toastError } from '@/ui/toasts';
import { LiveRoomCard } from './LiveRoomCard';

const everyMs = 3_000;

/** What goes on at this server now. */
export function RoomsScreen() {
  const { t } = useTranslation();
  const { role } = useMe();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['moderation', 'rooms'], queryFn: ({ signal }) => moderation.rooms(signal), refetchInterval: everyMs });
  if (role === 'user') return <Navigate to="/home" replace />;
  const end = async (id: string): Promise<void> => {
    if (!(await confirm({ title: t('moderation.endRoom'), text: t('moderation.endRoomText'), action: t('moderation.endRoom') }))) return;
    await moderation.endRoom(id).catch(toastError);
    await queries.invalidateQueries({ queryKey: ['moderation', 'rooms'] });
  };
  return (
    <Page title={t('moderation.rooms')} hint={t('moderation.roomsHint')}>
      <QueryState query={query} empty={{ when: ({ rooms }) => rooms.length === 0, show: <StateCard icon={Radio} title={t('moderation.roomsEmpty')} hint={t('moderation.roomsEmptyHint')} /> }}>
        {({ rooms }) => <div className="flex flex-col gap-4">{rooms.map((room) => <LiveRoomCard key={room.room} room={room} onEnd={() => void end(room.room)} />)}</div>}
      </QueryState>
    </Page>
  );
}
