/**
 * What passes between the app and the API, by the types that are generated from the server's own description (schema.ts).
 * Narrowed here is what the description calls text and docs/protocol.md names the values of. Times are milliseconds since 1970 UTC.
 */
import type * as wire from './schema';

export type {
  AskedView as Asked, FriendRequestView as FriendRequest, Id, MediaTicket, MeetingLive, MeetingMessageView as MeetingMessage, MeetingRole,
  MeetingSnapshot, MeetingStayView as MeetingStay, MeetingView as Meeting, PresenceState, SessionListing as LogIn, UserCard, UserMini, WaitingPerson as Waiting,
} from './schema';
export type { AttachmentView as Attachment, AuditView as AuditEntry, BanView as Ban, LiveRoomsView as LiveRooms, RoomSnapshot as LiveRoom } from './schema';

/** `T`, with some members told more precisely. */
type With<T, Narrow> = Omit<T, keyof Narrow> & Narrow;

export interface Page<T> {
  items: T[];
  /** The next page is asked for with `before=<next>`; null: this is the last. */
  next: string | null;
}

export type Role = 'user' | 'moderator';
export type Me = With<wire.Me, { role: Role }>;
/** What a page gets of it: the tokens are in cookies that no script reads. */
export type Session = With<Pick<wire.SessionView, 'user' | 'expiresAt'>, { user: Me | null }>;

export interface ProfileChange {
  displayName?: string;
  native?: string[];
  learning?: string[];
  bio?: string;
  location?: string;
  theme?: string;
  locale?: string;
}

export type CallResult = 'answered' | 'missed' | 'declined' | 'cancelled' | 'busy' | 'failed';

export type Message = With<wire.MessageView, {
  reactions: { emoji: string; userIds: wire.Id[] }[];
  system: With<wire.SystemView, { event: 'created' | 'joined' | 'left' | 'removed' | 'renamed' | 'picture' | 'role' }> | null;
  call: With<wire.CallNote, { result: CallResult }> | null;
}>;
export type Conversation = With<wire.ConversationView, { lastMessage: Message | null }>;

export type GroupRole = 'owner' | 'admin' | 'member';
export type GroupMember = With<wire.GroupMemberView, { role: GroupRole }>;
export type Group = With<wire.GroupView, { role: GroupRole; members: GroupMember[] }>;

export type CallEndReason = 'hung-up' | 'declined' | 'cancelled' | 'busy' | 'no-answer' | 'answered-elsewhere' | 'lost' | 'failed' | 'blocked';
/** `ringing`: I am called; `calling`: I call. */
export type Call = With<wire.CallView, { state: 'ringing' | 'calling' | 'in_call' | 'ended'; reason: CallEndReason | null }>;
export type CallRecord = With<wire.CallRecordView, { direction: 'in' | 'out'; result: CallResult }>;

export interface MeetingChange {
  title?: string;
  startsAt?: number;
  durationMinutes?: number;
  lobby?: boolean;
  guests?: boolean;
  membersOnly?: boolean;
  muteOnEntry?: boolean;
  hardMute?: boolean;
}

export interface NewMeeting extends MeetingChange {
  groupId?: wire.Id;
}

export type MeetingEntry =
  | { state: 'lobby'; meeting: wire.MeetingView }
  | { state: 'admitted'; meeting: wire.MeetingView; ticket: wire.MediaTicket; participantId: string; role: wire.MeetingRole; live: wire.MeetingLive };

export type MeetingAction =
  | 'mute' | 'mute-all' | 'unmute-allow' | 'stop-camera' | 'stop-share' | 'remove' | 'ban' | 'unban' | 'lock' | 'unlock' | 'lobby-on'
  | 'lobby-off' | 'end' | 'spotlight' | 'unspotlight' | 'cohost' | 'uncohost' | 'transfer' | 'lower-hand' | 'lower-hands';

export type Notice = With<wire.Notice, {
  type: 'friend-request' | 'friend-added' | 'missed-call' | 'message' | 'group-added' | 'meeting' | 'moderation';
}>;
export type NoticePage = With<wire.NoticePage, { items: Notice[] }>;

export type ReportReason = 'sexual' | 'minor' | 'harassment' | 'hate' | 'violence' | 'spam' | 'other';

export interface NewReport {
  /** Of an account, or a guest's participant id. */
  userId: wire.Id;
  /** What a guest was called. */
  name?: string;
  reason: ReportReason;
  text: string;
  context: 'random' | 'call' | 'meeting' | 'chat' | 'profile';
  roomId?: string;
  messageId?: wire.Id;
}

export type Report = With<wire.ReportView, { state: 'open' | 'decided' }>;
export type Appeal = With<wire.AppealView, { state: 'open' | 'lifted' | 'kept' }>;

export interface Decision {
  decision: 'dismiss' | 'warn' | 'ban';
  note: string;
  /** Of a ban; null: for good. */
  hours: number | null;
  /** Of a ban: the network too from which they were here. */
  address: boolean;
}

export interface NewBan {
  /** Of an account, or a guest's participant id. */
  userId: wire.Id;
  reason: string;
  hours: number | null;
  address: boolean;
}

export type Gender = 'woman' | 'man' | 'other' | 'unsaid';

export interface QueueProfile {
  name: string;
  gender: Gender;
  /** Whom one would like to meet; null: anybody. */
  seeks: Exclude<Gender, 'unsaid'> | null;
  region: string;
  interests: string[];
  languages: string[];
}

/** Where this page is with its random calls. The hub's own types are not in the description. */
export interface QueueStanding {
  state: 'absent' | 'waiting' | 'matched' | 'elsewhere';
  /** From 1, while waiting. */
  position: number;
  waiting: number;
  match: Match | null;
}

export interface Match extends wire.MediaTicket {
  /** The participant id in the room. */
  partnerId: string;
  partnerName: string;
  isInitiator: boolean;
  partner: {
    userId: wire.Id | null;
    picture: string | null;
    guest: boolean;
    region: string;
    common: { interests: string[]; languages: string[] };
    relation: wire.Relation;
  };
}
