import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moderation } from '@/api/endpoints';
import type { Id } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { toastError } from '@/ui/toasts';
import { OpenOrDecided } from './OpenOrDecided';
import { PagedList } from './PagedList';
import { usePages } from '@/ui/usePages';

export function AppealList() {
  const { t } = useTranslation();
  const time = useTimeText();
  const queries = useQueryClient();
  const [state, setState] = useState<'open' | 'decided'>('open');
  const query = usePages(['moderation', 'appeals', state], (before, signal) => moderation.appeals(state, before, signal));
  const decide = async (id: Id, lift: boolean): Promise<void> => {
    await moderation.decideAppeal(id, lift, '').catch(toastError);
    await queries.invalidateQueries({ queryKey: ['moderation'] });
  };
  return (
    <>
      <OpenOrDecided label={t('moderation.appeals')} value={state} onChange={setState} />
      <PagedList
        query={query}
        empty={t('moderation.appealsEmpty')}
        row={(appeal) => (
          <li key={appeal.id} className="card-flat flex flex-col gap-2 p-4">
            <p className="font-medium">{appeal.ban.user.displayName} <span className="text-sm font-normal text-muted">{appeal.ban.reason} · {time.dateTime(appeal.at)}</span></p>
            <p className="text-sm whitespace-pre-wrap">{appeal.text}</p>
            {appeal.state === 'open' ? (
              <div className="flex gap-2">
                <button type="button" className="btn btn-sm" onClick={() => void decide(appeal.id, false)}>{t('moderation.keep')}</button>
                <button type="button" className="btn btn-primary btn-sm" onClick={() => void decide(appeal.id, true)}>{t('moderation.lift')}</button>
              </div>
            ) : <p className="text-sm text-muted">{appeal.state === 'lifted' ? t('moderation.lifted') : t('moderation.keep')}</p>}
          </li>
        )}
      />
    </>
  );
}
