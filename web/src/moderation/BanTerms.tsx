import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { Switch } from '@/ui/Switch';
import type { Terms } from './terms';

const longestNote = 500;
const lengths = [[24, 'day'], [168, 'week'], [720, 'month'], [null, 'forGood']] as const;

/** Why, how long and how far. */
export function BanTerms({ terms, onChange }: { terms: Terms; onChange: (terms: Terms) => void }) {
  const { t } = useTranslation();
  const change = (part: Partial<Terms>): void => onChange({ ...terms, ...part });
  return (
    <div className="flex flex-col gap-4">
      <Field label={t('moderation.note')} hint={t('moderation.noteHint')}>
        {(ids) => <textarea {...ids} className="textarea w-full" rows={3} maxLength={longestNote} value={terms.note} onChange={(event) => change({ note: event.target.value })} />}
      </Field>
      <Field label={t('moderation.length')}>
        {(ids) => (
          <select {...ids} className="select w-full" value={terms.hours ?? ''} onChange={(event) => change({ hours: event.target.value === '' ? null : Number(event.target.value) })}>
            {lengths.map(([value, name]) => <option key={name} value={value ?? ''}>{t(`moderation.${name}`)}</option>)}
          </select>
        )}
      </Field>
      <Switch label={t('moderation.address')} hint={t('moderation.addressHint')} checked={terms.address} onChange={(address) => change({ address })} />
    </div>
  );
}
