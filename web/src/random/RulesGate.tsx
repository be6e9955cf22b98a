import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Age and rules, each agreed to by itself. */
export function RulesGate({ onAgree }: { onAgree: (agreed: boolean) => void }) {
  const { t } = useTranslation();
  const [adult, setAdult] = useState(false);
  const [rules, setRules] = useState(false);
  const tell = (isAdult: boolean, keepsRules: boolean): void => {
    setAdult(isAdult);
    setRules(keepsRules);
    onAgree(isAdult && keepsRules);
  };
  return (
    <fieldset className="rounded-2xl bg-base-200 p-4">
      <legend className="sr-only">{t('talk.rulesTitle')}</legend>
      <p aria-hidden="true" className="font-semibold">{t('talk.rulesTitle')}</p>
      <label className="mt-3 flex gap-3 text-sm">
        <input type="checkbox" className="checkbox checkbox-primary checkbox-sm" checked={adult} onChange={(event) => tell(event.target.checked, rules)} />
        <span>{t('talk.adult')}</span>
      </label>
      <label className="mt-2 flex gap-3 text-sm">
        <input type="checkbox" className="checkbox checkbox-primary checkbox-sm" checked={rules} onChange={(event) => tell(adult, event.target.checked)} />
        <span>{t('talk.rules')}</span>
      </label>
      <p className="mt-3 text-xs text-muted">{t('talk.rulesMore')}</p>
    </fieldset>
  );
}
