import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id, UserCard } from '@/api/types';
import { Avatar } from '@/ui/Avatar';

interface PersonPickerProps {
  people: readonly UserCard[];
  chosen: readonly Id[];
  onChange: (chosen: Id[]) => void;
  empty: string;
}

/** Several of a list of people. */
export function PersonPicker({ people, chosen, onChange, empty }: PersonPickerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const shown = people.filter(({ displayName, name }) => `${displayName} ${name}`.toLowerCase().includes(text.trim().toLowerCase()));
  if (people.length === 0) return <p className="py-4 text-sm text-muted">{empty}</p>;
  return (
    <>
      {people.length > 6 && <input type="search" className="input mb-2 w-full" value={text} placeholder={t('common.search')} aria-label={t('common.search')} onChange={(event) => setText(event.target.value)} />}
      <ul className="scroll-thin max-h-72 overflow-y-auto">
        {shown.map((user) => (
          <li key={user.id}>
            <label className="flex items-center gap-3 rounded-xl p-2 hover:bg-base-200">
              <Avatar name={user.displayName} picture={user.picture} size="2.25rem" />
              <span className="min-w-0 flex-1 truncate">{user.displayName}</span>
              <input
                type="checkbox"
                className="checkbox checkbox-primary"
                checked={chosen.includes(user.id)}
                onChange={(event) => onChange(event.target.checked ? [...chosen, user.id] : chosen.filter((id) => id !== user.id))}
              />
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
