import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groups } from '@/api/endpoints';
import type { Group } from '@/api/types';
import { toastError } from '@/ui/toasts';

export function GroupNameForm({ group, onChanged }: { group: Group; onChanged: (group: Group) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(group.name);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    groups.update(group.id, { name: name.trim() }).then(onChanged, toastError);
  };
  return (
    <form className="join w-full" onSubmit={submit}>
      <input className="input join-item flex-1" value={name} maxLength={60} aria-label={t('chat.groupName')} onChange={(event) => setName(event.target.value)} />
      <button type="submit" className="btn join-item" disabled={name.trim() === '' || name.trim() === group.name}>{t('chat.rename')}</button>
    </form>
  );
}
