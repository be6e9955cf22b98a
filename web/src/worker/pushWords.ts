import { friendCall as enCall } from '@/i18n/en/chat';
import { home as enHome } from '@/i18n/en/account';
import { friendCall as zhCall } from '@/i18n/zh/chat';
import { home as zhHome } from '@/i18n/zh/account';

/** What the server pushes: a notice of the inbox, or a call that rings now. */
export interface PushedNotice {
  type?: string;
  text?: string;
  actor?: { displayName: string } | null;
  target?: { conversationId?: string | null; meetingCode?: string | null } | null;
}

export interface PushWords {
  title: string;
  body: string;
  /** Path to open. */
  url: string;
  /** Notifications of one tag replace each other. */
  tag: string;
  isCall: boolean;
}

/** A pushed notice in words. The page's chosen language is out of reach here: the browser's own counts. */
export function wordPush({ type = '', text = '', actor, target }: PushedNotice, language: string): PushWords {
  const chinese = language.toLowerCase().startsWith('zh');
  const notices: Readonly<Record<string, string>> = { ...(chinese ? zhHome : enHome).notice, call: (chinese ? zhCall : enCall).incomingAudio };
  const name = actor?.displayName ?? '';
  const tag = target?.conversationId ?? target?.meetingCode ?? type;
  return { title: (notices[type] ?? 'Vidrn').replace('{{name}}', name).trim(), body: text, url: pathOf(type, target), tag, isCall: type === 'call' };
}

function pathOf(type: string, target: PushedNotice['target']): string {
  if (typeof target?.conversationId === 'string') return `/chats/${encodeURIComponent(target.conversationId)}`;
  if (typeof target?.meetingCode === 'string') return `/m/${encodeURIComponent(target.meetingCode)}`;
  return type === 'missed-call' ? '/calls' : type === 'friend-request' ? '/people' : '/home';
}
