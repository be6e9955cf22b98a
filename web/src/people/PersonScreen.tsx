import { useQuery } from '@tanstack/react-query';
import { MapPin, UserRoundX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import { ApiError } from '@/api/apiError';
import { users } from '@/api/endpoints';
import type { UserCard } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { Avatar } from '@/ui/Avatar';
import { languageName } from '@/ui/languages';
import { LinkedText } from '@/ui/LinkedText';
import { PresenceDot } from '@/ui/PresenceDot';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import { useTitle } from '@/ui/useTitle';
import { peopleKeys } from './peopleKeys';
import { PersonActionBar } from './PersonActionBar';

/** /people/<id>: who somebody is, and what one can do. */
export function PersonScreen() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: peopleKeys.one(id), queryFn: ({ signal }) => users.get(id, signal) });
  useTitle(query.data?.displayName ?? t('people.title'));
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <StateCard icon={UserRoundX} title={t('people.gone')} hint={t('people.goneHint')}>
        <Link to="/people" className="btn btn-primary">{t('people.findPeople')}</Link>
      </StateCard>
    );
  }
  return (
    <div className="mx-auto w-full max-w-2xl px-4 pt-6 pb-28 sm:px-8 sm:pt-12">
      <QueryState query={query}>{(user) => (user.relation === 'self' ? <Navigate to="/settings" replace /> : <Profile user={user} />)}</QueryState>
    </div>
  );
}

function Profile({ user }: { user: UserCard }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const { displayName, name, picture, presence, bio, location, native, learning } = user;
  return (
    <article className="flex flex-col gap-8">
      <header className="flex flex-col items-center gap-4 text-center">
        <span className="relative">
          <Avatar name={displayName} picture={picture} size="8rem" />
          {presence !== null && <span className="absolute right-2 bottom-2 leading-none"><PresenceDot state={presence.state} /></span>}
        </span>
        <div>
          <h1 className="text-3xl font-semibold text-balance">{displayName}</h1>
          <p className="mt-1 text-muted">@{name}{presence?.state === 'offline' && presence.lastSeen !== null && ` · ${t('common.lastSeen', { when: time.ago(presence.lastSeen) })}`}</p>
          {location !== '' && <p className="mt-1 flex items-center justify-center gap-1.5 text-sm text-muted"><MapPin className="size-4" aria-hidden="true" />{location}</p>}
        </div>
        <PersonActionBar user={user} />
      </header>
      {bio !== '' && <p className="text-center whitespace-pre-wrap text-pretty"><LinkedText text={bio} /></p>}
      {(native.length > 0 || learning.length > 0) && (
        <div className="grid gap-6 border-t border-base-300 pt-6 sm:grid-cols-2">
          <Languages title={t('people.speaksTitle')} codes={native} />
          <Languages title={t('people.learnsTitle')} codes={learning} />
        </div>
      )}
    </article>
  );
}

function Languages({ title, codes }: { title: string; codes: readonly string[] }) {
  const { i18n } = useTranslation();
  if (codes.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 text-sm font-semibold">{title}</h2>
      <ul className="flex flex-wrap gap-2">
        {codes.map((code) => <li key={code} className="rounded-full bg-base-300 px-3 py-1 text-sm">{languageName(code, i18n.language)}</li>)}
      </ul>
    </section>
  );
}
