import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { friends } from '@/api/endpoints';
import type { Call, Id } from '@/api/types';
import { PersonPicker } from '@/people/PersonPicker';
import { peopleKeys } from '@/people/peopleKeys';
import { Dialog } from '@/ui/Dialog';
import { toastError } from '@/ui/toasts';
import { callController } from './callController';

/** Makes a call of two a call of more. */
export function AddToCall({ call }: { call: Call }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<readonly Id[]>([]);
  const { data } = useQuery({ queryKey: peopleKeys.friends, queryFn: ({ signal }) => friends.list(signal), enabled: open });
  const present = new Set([...call.participants, ...call.ringing].map(({ id }) => id));
  const close = (): void => {
    setOpen(false);
    setChosen([]);
  };
  const invite = (): void => {
    callController.invite([...chosen]).catch(toastError);
    close();
  };
  return (
    <>
      <button type="button" className="btn btn-circle btn-ghost btn-sm text-white" aria-label={t('friendCall.add')} title={t('friendCall.add')} onClick={() => setOpen(true)}><UserPlus className="size-5" aria-hidden="true" /></button>
      {open && (
        <Dialog title={t('friendCall.addTitle')} onClose={close} actions={<button type="button" className="btn btn-primary" disabled={chosen.length === 0} onClick={invite}>{t('friendCall.add')}</button>}>
          <PersonPicker people={(data?.items ?? []).filter(({ id }) => !present.has(id))} chosen={chosen} onChange={setChosen} empty={t('people.friendsEmpty')} />
        </Dialog>
      )}
    </>
  );
}
