import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { moderation } from '@/api/endpoints';
import type { Id } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { Avatar } from '@/ui/Avatar';
import { confirm } from '@/ui/confirm';
import { toastError } from '@/ui/toasts';
import { PagedList } from './PagedList';
import { usePages } from '@/ui/usePages';

export function BanList() {
  const { t } = useTranslation();
  const time = useTimeText();
  const queries = useQueryClient();
  const query = usePages(['moderation', 'bans'], moderation.bans);
  const lift = async (id: Id): Promise<void> => {
    if (!(await confirm({ title: t('moderation.lift'), text: t('moderation.liftText'), action: t('moderation.lift') }))) return;
    await moderation.lift(id).catch(toastError);
    await queries.invalidateQueries({ queryKey: ['moderation'] });
  };
  return (
    <PagedList
      query={query}
      empty={t('moderation.bansEmpty')}
      row={(ban) => (
        <li key={ban.id} className="card-flat flex items-center gap-3 p-4">
          <Avatar name={ban.user.displayName} picture={ban.user.picture} />
          <div className="min-w-0 flex-1">
            <p className="font-medium">{ban.user.displayName} {ban.address && <span className="badge badge-neutral badge-sm">{t('moderation.withAddress')}</span>}</p>
            <p className="text-sm text-muted">{ban.reason} · {time.dateTime(ban.at)} · {ban.until === null ? t('moderation.forGood') : t('moderation.until', { when: time.dateTime(ban.until) })} · {ban.by.displayName}</p>
          </div>
          {ban.liftedAt === null
            ? <button type="button" className="btn btn-sm" onClick={() => void lift(ban.id)}>{t('moderation.lift')}</button>
            : <span className="badge badge-neutral">{t('moderation.lifted')}</span>}
        </li>
      )}
    />
  );
}
