import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { friends, groups } from '@/api/endpoints';
import type { Id } from '@/api/types';
import { peopleKeys } from '@/people/peopleKeys';
import { PersonPicker } from '@/people/PersonPicker';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';
import { toastError } from '@/ui/toasts';

export function NewGroupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const formId = useId();
  const [name, setName] = useState('');
  const [members, setMembers] = useState<readonly Id[]>([]);
  const [busy, setBusy] = useState(false);
  const { data } = useQuery({ queryKey: peopleKeys.friends, queryFn: ({ signal }) => friends.list(signal) });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const group = await groups.create(name.trim(), [...members]);
      onClose();
      await navigate(`/chats/${group.conversationId}`);
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('chat.newGroup')} onClose={onClose} actions={<button type="submit" form={formId} className="btn btn-primary" disabled={busy || name.trim() === ''}>{t('chat.groupCreate')}</button>}>
      <form id={formId} className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Field label={t('chat.groupName')}>
          {(ids) => <input {...ids} className="input w-full" required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <div>
          <p className="mb-1 text-sm font-medium">{t('chat.groupMembers')}</p>
          <PersonPicker people={data?.items ?? []} chosen={members} onChange={setMembers} empty={t('chat.noFriendsToAdd')} />
        </div>
      </form>
    </Dialog>
  );
}
