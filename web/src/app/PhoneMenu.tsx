import { Ellipsis, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import type { NavItem } from './navItems';

/** What does not fit into the bar of a phone. */
export function PhoneMenu({ items }: { items: readonly NavItem[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Menu label={t('call.more')} side="above" align="end" buttonClass="flex flex-col items-center gap-0.5 px-4 pt-2 pb-1.5 text-[0.6875rem] font-medium text-muted" button={<><Ellipsis className="size-6" aria-hidden="true" /><span>{t('call.more')}</span></>}>
      {items.map(({ name, to, icon }) => <MenuItem key={name} icon={icon} label={t(`nav.${name}`)} onSelect={() => void navigate(to)} />)}
      <MenuItem icon={Settings} label={t('nav.settings')} onSelect={() => void navigate('/settings')} />
    </Menu>
  );
}
