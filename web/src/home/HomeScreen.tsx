import { Sparkles, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '@/auth/useSession';
import { FriendList } from '@/people/FriendList';
import { RecommendedList } from '@/people/RecommendedList';
import { RequestList } from '@/people/RequestList';
import { Page } from '@/ui/Page';

export function HomeScreen() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Page
      title={t('home.greeting', { name: me.displayName })}
      actions={
        <div className="flex flex-wrap gap-2">
          <Link to="/talk" className="btn btn-primary"><Sparkles className="size-4.5" aria-hidden="true" />{t('home.quickTalk')}</Link>
          <Link to="/meetings?new" className="btn"><Video className="size-4.5" aria-hidden="true" />{t('home.quickMeeting')}</Link>
        </div>
      }
    >
      <RequestList direction="in" />
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
        <section className="card-flat p-4">
          <h2 className="px-2 pb-2 font-semibold">{t('people.friends')}</h2>
          <FriendList />
        </section>
        <RecommendedList />
      </div>
    </Page>
  );
}
