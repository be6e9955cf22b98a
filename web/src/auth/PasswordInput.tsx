import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';

interface PasswordInputProps {
  label: string;
  hint?: string;
  error?: string | null;
  value: string;
  autoComplete: 'current-password' | 'new-password';
  onChange: (value: string) => void;
}

export function PasswordInput({ label, hint, error, value, autoComplete, onChange }: PasswordInputProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <div className="relative">
          <input {...ids} className="input w-full pr-12" type={shown ? 'text' : 'password'} required maxLength={256} autoComplete={autoComplete} value={value} onChange={(event) => onChange(event.target.value)} />
          <button type="button" className="btn btn-circle btn-ghost btn-sm absolute top-1/2 right-1.5 -translate-y-1/2" aria-label={t(shown ? 'account.hidePassword' : 'account.showPassword')} onClick={() => setShown(!shown)}>
            <Icon className="size-4" aria-hidden="true" />
          </button>
        </div>
      )}
    </Field>
  );
}
