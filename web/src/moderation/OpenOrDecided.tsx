import { useId } from 'react';
import { useTranslation } from 'react-i18next';

interface OpenOrDecidedProps {
  label: string;
  value: 'open' | 'decided';
  onChange: (value: 'open' | 'decided') => void;
}

/** Which half of a queue is shown. */
export function OpenOrDecided({ label, value, onChange }: OpenOrDecidedProps) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="join mb-4">
      {(['open', 'decided'] as const).map((one) => <input key={one} type="radio" name={name} className="btn btn-sm join-item" aria-label={t(`moderation.${one}`)} checked={value === one} onChange={() => onChange(one)} />)}
    </div>
  );
}
