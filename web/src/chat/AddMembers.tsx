import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { friends, groups } from '@/api/endpoints';
import type { Group, Id } from '@/api/types';
import { peopleKeys } from '@/people/peopleKeys';
import { PersonPicker } from '@/people/PersonPicker';
import { toastError } from '@/ui/toasts';

export function AddMembers({ group, onChanged }: { group: Group; onChanged: (group: Group) => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<readonly Id[]>([]);
  const { data } = useQuery({ queryKey: peopleKeys.friends, queryFn: ({ signal }) => friends.list(signal) });
  const members = new Set(group.members.map(({ user }) => user.id));
  const add = async (): Promise<void> => {
    try {
      let changed = group;
      for (const id of chosen) changed = await groups.setMember(group.id, id, 'member');
      onChanged(changed);
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <div className="rounded-2xl bg-base-200 p-3">
      <PersonPicker people={(data?.items ?? []).filter(({ id }) => !members.has(id))} chosen={chosen} onChange={setChosen} empty={t('chat.noFriendsToAdd')} />
      <button type="button" className="btn btn-primary btn-sm mt-2" disabled={chosen.length === 0} onClick={() => void add()}>{t('chat.addMembers')}</button>
    </div>
  );
}
