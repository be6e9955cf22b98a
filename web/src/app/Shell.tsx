import { Settings } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet } from 'react-router';
import { useMe } from '@/auth/useSession';
import { CallElsewhere } from '@/friendCall/CallElsewhere';
import { useUnread } from '@/home/useUnread';
import { Avatar } from '@/ui/Avatar';
import { classes } from '@/ui/classes';
import { Logo } from '@/ui/Logo';
import { UnreadBadge } from '@/ui/UnreadBadge';
import { LinkBanner } from './LinkBanner';
import { type NavItem, navItems } from './navItems';
import { PhoneMenu } from './PhoneMenu';

/** Rail on the left of a laptop, bar at the foot of a phone. */
export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const items = navItems(me.role);
  return (
    <div className="flex min-h-dvh">
      <a href="#content" className="btn btn-primary btn-sm absolute top-2 left-2 z-50 -translate-y-20 focus:translate-y-0">{t('common.skipToContent')}</a>
      <nav aria-label={t('nav.label')} className="sticky top-0 flex h-dvh w-56 shrink-0 flex-col gap-1 border-r border-base-300 bg-base-200 p-3 max-lg:w-18 max-sm:hidden">
        <Link to="/home" className="flex items-center gap-2 rounded-xl px-2 py-2 font-semibold max-lg:justify-center">
          <Logo /> <span className="max-lg:sr-only">{t('common.appName')}</span>
        </Link>
        <div className="h-3" />
        {items.map((item) => <RailLink key={item.name} item={item} />)}
        <div className="flex-1" />
        <NavLink to="/settings" className={railClass} title={t('nav.settings')}>
          <Settings className="size-5" aria-hidden="true" /> <span className="max-lg:sr-only">{t('nav.settings')}</span>
        </NavLink>
        <Link to="/settings" className="flex items-center gap-3 rounded-xl p-2 hover:bg-base-300/60 max-lg:justify-center">
          <Avatar name={me.displayName} picture={me.picture} size="2rem" />
          <span className="min-w-0 truncate text-sm font-medium max-lg:sr-only">{me.displayName}</span>
        </Link>
      </nav>
      <div className="flex min-w-0 flex-1 flex-col">
        <LinkBanner />
        <CallElsewhere />
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          <Suspense><Outlet /></Suspense>
        </main>
      </div>
      <nav aria-label={t('nav.label')} className="fixed inset-x-0 bottom-0 z-30 flex border-t border-base-300 bg-base-100/95 pb-[env(safe-area-inset-bottom)] backdrop-blur sm:hidden">
        {items.filter(({ phone }) => phone).map((item) => <BarLink key={item.name} item={item} />)}
        <PhoneMenu items={items.filter(({ phone }) => !phone)} />
      </nav>
    </div>
  );
}

function railClass({ isActive }: { isActive: boolean }): string {
  return classes(
    'flex items-center gap-3 rounded-xl px-3 py-2 text-sm font-medium max-lg:justify-center max-lg:px-0',
    isActive ? 'bg-base-100 text-base-content shadow-sm' : 'text-muted hover:bg-base-300/60 hover:text-base-content',
  );
}

function RailLink({ item: { name, to, icon: Icon } }: { item: NavItem }) {
  const { t } = useTranslation();
  const unread = useUnread(name);
  return (
    <NavLink to={to} className={railClass} title={t(`nav.${name}`)}>
      <span className="relative"><Icon className="size-5" aria-hidden="true" />{unread > 0 && <span className="absolute -top-1 -right-1 size-2.5 rounded-full bg-primary ring-2 ring-base-200 lg:hidden" />}</span>
      <span className="flex-1 max-lg:sr-only">{t(`nav.${name}`)}</span>
      <UnreadBadge count={unread} className="badge-sm max-lg:hidden" />
    </NavLink>
  );
}

function BarLink({ item: { name, to, icon: Icon } }: { item: NavItem }) {
  const { t } = useTranslation();
  const unread = useUnread(name);
  return (
    <NavLink
      to={to}
      className={({ isActive }) => classes('flex flex-1 flex-col items-center gap-0.5 px-1 pt-2 pb-1.5 text-[0.6875rem] font-medium', isActive ? 'text-link' : 'text-muted')}
    >
      <span className="relative"><Icon className="size-6" aria-hidden="true" /><UnreadBadge count={unread} className="badge-xs absolute -top-1 -right-3" /></span>
      <span className="max-w-full truncate">{t(name === 'talk' ? 'nav.talkShort' : `nav.${name}`)}</span>
    </NavLink>
  );
}
