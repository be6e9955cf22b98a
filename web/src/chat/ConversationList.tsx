import { MessageCircle, Search, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '@/api/types';
import { MoreButton } from '@/ui/MoreButton';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import { ConversationRow } from './ConversationRow';
import { NewGroupDialog } from './NewGroupDialog';
import { useConversations } from './useConversations';

export function ConversationList({ selected }: { selected: Id | null }) {
  const { t } = useTranslation();
  const query = useConversations();
  const [text, setText] = useState('');
  const [creating, setCreating] = useState(false);
  const wanted = text.trim().toLowerCase();
  return (
    <section aria-label={t('chat.title')} className="flex h-full flex-col">
      <header className="flex items-center gap-2 px-4 pt-5 pb-3">
        <h1 className="flex-1 text-2xl font-semibold">{t('chat.title')}</h1>
        <button type="button" className="btn btn-circle btn-ghost btn-sm" aria-label={t('chat.newGroup')} title={t('chat.newGroup')} onClick={() => setCreating(true)}><UsersRound className="size-5" aria-hidden="true" /></button>
      </header>
      <label className="input input-sm mx-4 mb-2 w-auto">
        <Search className="size-4 text-muted" aria-hidden="true" />
        <span className="sr-only">{t('chat.search')}</span>
        <input type="search" value={text} placeholder={t('chat.search')} onChange={(event) => setText(event.target.value)} />
      </label>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        <QueryState query={query} empty={{ when: ({ pages }) => pages[0]?.items.length === 0, show: <StateCard icon={MessageCircle} title={t('chat.empty')} hint={t('chat.emptyHint')} /> }}>
          {({ pages }) => {
            const shown = pages.flatMap(({ items }) => items).filter(({ title }) => title.toLowerCase().includes(wanted));
            if (shown.length === 0) return <p className="px-3 py-6 text-center text-sm text-muted">{t('chat.nothingFound')}</p>;
            return (
              <>
                <ul>{shown.map((conversation) => <ConversationRow key={conversation.id} conversation={conversation} selected={conversation.id === selected} />)}</ul>
                <MoreButton query={query} />
              </>
            );
          }}
        </QueryState>
      </div>
      {creating && <NewGroupDialog onClose={() => setCreating(false)} />}
    </section>
  );
}
