import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { users } from '@/api/endpoints';
import { DeleteAccount } from './DeleteAccount';
import { PasswordForm } from './PasswordForm';

export function AccountSection() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-8">
      <PasswordForm />
      <div>
        <a href={users.exportAddress} download className="btn btn-sm"><Download className="size-4" aria-hidden="true" />{t('settings.export')}</a>
        <p className="mt-1 text-xs text-muted">{t('settings.exportHint')}</p>
      </div>
      <DeleteAccount />
    </div>
  );
}
