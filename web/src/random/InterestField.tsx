import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { addInterest, longestInterest, mostInterests } from './queueProfile';

export function InterestField({ interests, onChange }: { interests: readonly string[]; onChange: (interests: string[]) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const add = (): void => {
    onChange(addInterest(interests, text));
    setText('');
  };
  return (
    <Field label={t('talk.interests')} hint={t('talk.interestsHint')}>
      {(ids) => (
        <>
          {interests.length > 0 && (
            <ul className="flex flex-wrap gap-2">
              {interests.map((interest) => (
                <li key={interest} className="flex items-center gap-1 rounded-full bg-base-300 py-1 pr-1 pl-3 text-sm">
                  {interest}
                  <button type="button" className="btn btn-circle btn-ghost btn-xs" aria-label={t('talk.removeInterest', { interest })} onClick={() => onChange(interests.filter((other) => other !== interest))}>
                    <X className="size-3.5" aria-hidden="true" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <input
            {...ids}
            className="input w-full"
            value={text}
            maxLength={longestInterest}
            placeholder={t('talk.addInterest')}
            disabled={interests.length >= mostInterests}
            onChange={(event) => setText(event.target.value)}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ',') return;
              event.preventDefault();
              add();
            }}
          />
        </>
      )}
    </Field>
  );
}
