import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { useMe } from '@/auth/useSession';
import { classes } from '@/ui/classes';
import { Page } from '@/ui/Page';
import { AppealList } from './AppealList';
import { AuditList } from './AuditList';
import { BanList } from './BanList';
import { ReportList } from './ReportList';

const tabs = { reports: ReportList, bans: BanList, appeals: AppealList, audit: AuditList } as const;
type Tab = keyof typeof tabs;

export function ModerationScreen() {
  const { t } = useTranslation();
  const { role } = useMe();
  const [tab, setTab] = useState<Tab>('reports');
  if (role === 'user') return <Navigate to="/home" replace />;
  const List = tabs[tab];
  return (
    <Page title={t('moderation.title')}>
      <div role="tablist" aria-label={t('moderation.title')} className="tabs tabs-border">
        {(Object.keys(tabs) as Tab[]).map((name) => (
          <button key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={tab === name} aria-controls="moderation-panel" className={classes('tab', tab === name ? 'tab-active' : 'text-muted!')} onClick={() => setTab(name)}>{t(`moderation.${name}`)}</button>
        ))}
      </div>
      <div role="tabpanel" id="moderation-panel" aria-labelledby={`tab-${tab}`}><List /></div>
    </Page>
  );
}
