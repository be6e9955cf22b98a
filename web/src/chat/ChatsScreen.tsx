import { MessageCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { classes } from '@/ui/classes';
import { StateCard } from '@/ui/StateCard';
import { useTitle } from '@/ui/useTitle';
import { ConversationList } from './ConversationList';
import { ConversationScreen } from './ConversationScreen';

/** The list and the open conversation side by side; on a phone one after the other. */
export function ChatsScreen() {
  const { t } = useTranslation();
  const { id } = useParams();
  useTitle(t('chat.title'));
  return (
    <div className="flex h-dvh max-sm:h-[calc(100dvh-4rem)]">
      <div className={classes('w-80 shrink-0 border-r border-base-300 max-md:w-full', id !== undefined && 'max-md:hidden')}>
        <ConversationList selected={id ?? null} />
      </div>
      <div className={classes('min-w-0 flex-1', id === undefined && 'max-md:hidden')}>
        {id === undefined ? <StateCard icon={MessageCircle} title={t('chat.choose')} hint={t('chat.chooseHint')} /> : <ConversationScreen key={id} id={id} />}
      </div>
    </div>
  );
}
