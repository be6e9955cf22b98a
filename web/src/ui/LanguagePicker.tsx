import { X } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from './Field';
import { languageCodes, languageName } from './languages';

interface LanguagePickerProps {
  label: string;
  hint?: string;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

const most = 6;

/** Languages from a list, in the words of the page's own. */
export function LanguagePicker({ label, hint, chosen, onChange }: LanguagePickerProps) {
  const { t, i18n } = useTranslation();
  const listed = useMemo(
    () => languageCodes.map((code) => ({ code, name: languageName(code, i18n.language) })).sort((a, b) => a.name.localeCompare(b.name, i18n.language)),
    [i18n.language],
  );
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <>
          {chosen.length > 0 && (
            <ul className="flex flex-wrap gap-2">
              {chosen.map((code) => (
                <li key={code} className="flex items-center gap-1 rounded-full bg-base-300 py-1 pr-1 pl-3 text-sm">
                  {languageName(code, i18n.language)}
                  <button type="button" className="btn btn-circle btn-ghost btn-xs" aria-label={`${t('common.remove')}: ${languageName(code, i18n.language)}`} onClick={() => onChange(chosen.filter((other) => other !== code))}>
                    <X className="size-3.5" aria-hidden="true" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <select {...ids} className="select w-full" value="" disabled={chosen.length >= most} onChange={(event) => onChange([...chosen, event.target.value])}>
            <option value="" disabled>{t('people.addLanguage')}</option>
            {listed.filter(({ code }) => !chosen.includes(code)).map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
          </select>
        </>
      )}
    </Field>
  );
}
