import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { UserCard } from '@/api/types';
import { FriendActions } from './FriendActions';
import { usePersonActions } from './usePersonActions';

/** The acts that fit how one stands to somebody. */
export function RelationActions({ user }: { user: UserCard }) {
  const { t } = useTranslation();
  const actions = usePersonActions();
  const { relation, requestId } = user;
  switch (relation) {
    case 'friend':
      return <FriendActions user={user} />;
    case 'incoming':
      return requestId === null ? null : (
        <>
          <button type="button" className="btn btn-ghost btn-sm" onClick={() => void actions.decline(requestId)}>{t('people.decline')}</button>
          <button type="button" className="btn btn-primary btn-sm" onClick={() => void actions.accept(requestId)}>{t('people.accept')}</button>
        </>
      );
    case 'outgoing':
      return requestId === null ? null : <button type="button" className="btn btn-sm" onClick={() => void actions.takeBack(requestId)}>{t('people.cancelRequest')}</button>;
    case 'none':
      return (
        <button type="button" className="btn btn-sm" aria-label={`${t('people.add')}: ${user.displayName}`} onClick={() => void actions.add(user)}>
          <UserPlus className="size-4" aria-hidden="true" /><span className="max-sm:hidden">{t('people.add')}</span>
        </button>
      );
    default:
      return null;
  }
}
