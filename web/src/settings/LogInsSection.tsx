import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Laptop, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { auth } from '@/api/endpoints';
import type { Id } from '@/api/types';
import { setUser } from '@/auth/sessionStore';
import { useTimeText } from '@/i18n/useTimeText';
import { confirm } from '@/ui/confirm';
import { QueryState } from '@/ui/QueryState';
import { toastError } from '@/ui/toasts';
import { networkName, readClient } from './clientName';

const key = ['log-ins'] as const;

/** Where the account is logged in, and the way to end that. */
export function LogInsSection() {
  const { t } = useTranslation();
  const time = useTimeText();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => auth.logIns(signal) });
  const end = async (id: Id): Promise<void> => {
    await auth.endLogIn(id).catch(toastError);
    await queries.invalidateQueries({ queryKey: key });
  };
  const endAll = async (): Promise<void> => {
    if (!(await confirm({ title: t('settings.logOutEverywhere'), text: t('settings.logOutEverywhereText'), action: t('settings.logOutEverywhere') }))) return;
    try {
      await auth.endLogIns();
      setUser(null);
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <QueryState query={query}>
      {({ items }) => (
        <>
          <ul className="flex flex-col gap-1">
            {items.map(({ id, current, client, address, seenAt }) => {
              const { browser, system, phone } = readClient(client);
              const Icon = phone ? Smartphone : Laptop;
              const name = browser === null ? client === '' ? t('settings.unknownClient') : client : system === null ? browser : t('settings.client', { browser, system });
              return (
                <li key={id} className="flex items-center gap-3 py-2">
                  <span className="grid size-10 shrink-0 place-items-center rounded-xl bg-base-200 text-muted"><Icon className="size-5" aria-hidden="true" /></span>
                  <div className="min-w-0 flex-1">
                    <p className="truncate font-medium">{name}</p>
                    <p className="truncate text-sm text-muted">{networkName(address)} · {current ? t('settings.thisDevice') : time.ago(seenAt)}</p>
                  </div>
                  {current
                    ? <span className="badge badge-neutral badge-sm">{t('settings.current')}</span>
                    : <button type="button" className="btn btn-sm" aria-label={`${t('nav.logOut')}: ${name}`} onClick={() => void end(id)}>{t('nav.logOut')}</button>}
                </li>
              );
            })}
          </ul>
          <button type="button" className="btn btn-sm mt-3" onClick={() => void endAll()}>{t('settings.logOutEverywhere')}</button>
        </>
      )}
    </QueryState>
  );
}
