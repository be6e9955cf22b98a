import type {
  Call, Conversation, FriendRequest, Id, Match, Me, Meeting, MeetingEntry, MeetingLive, MeetingMessage, Message, Notice, PresenceState, QueueStanding, UserCard, UserMini, Waiting,
} from '@/api/types';
import type { Source } from '@/signaling';

/** What the AppHub tells, by type: docs/protocol.md, section 2.2. */
export interface AppEvents {
  message: Message;
  'message-updated': Message;
  conversation: Conversation;
  'conversation-removed': { conversationId: Id };
  typing: { conversationId: Id; user: UserMini; typing: boolean };
  delivered: { conversationId: Id; userId: Id; seq: number };
  read: { conversationId: Id; userId: Id; seq: number };
  presence: { userId: Id; state: PresenceState; lastSeen: number | null };
  'group-presence': { groupId: Id; online: number };
  'friend-request': { request: FriendRequest };
  'friend-request-gone': { requestId: Id };
  'friend-added': { user: UserCard };
  'friend-removed': { userId: Id };
  profile: { user: Me };
  queue: { state: QueueStanding['state']; position: number; waiting: number };
  matched: Match;
  'partner-left': { roomId: string; reason: 'next' | 'leave' | 'disconnect' };
  'call-text': { roomId: string; senderId: string; text: string; at: number };
  call: Call;
  meeting: MeetingEvent;
  notification: Notice & { replaces: Id | null; unread: number };
  /** Some were read, deleted or withdrawn. */
  notifications: { unread: number };
  blocked: { user: UserMini };
  unblocked: { userId: Id };
  session: { kind: 'logged-out' | 'banned' };
}

export type MeetingEvent = { code: string } & (
  | ({ kind: 'knock' } & Waiting)
  | { kind: 'knock-gone'; participantId: string }
  | { kind: 'admitted'; entry: MeetingEntry }
  | { kind: 'denied' }
  | { kind: 'live'; live: MeetingLive }
  | { kind: 'reaction'; participantId: string; emoji: string }
  | { kind: 'message'; message: MeetingMessage }
  | { kind: 'muted'; source: Source; by: string; mayUnmute: boolean }
  | { kind: 'asked-unmute' }
  | { kind: 'removed' }
  | { kind: 'invited' | 'called' | 'updated'; meeting: Meeting }
  | { kind: 'ended' | 'cancelled' }
);
