/** What passes between the app and the API: docs/protocol.md part 2. Times are milliseconds since 1970 UTC. */

export type Id = string;

export interface Page<T> {
  items: T[];
  /** The next page is asked for with `before=<next>`; null: this is the last. */
  next?: Id | null;
}

export type Role = 'user' | 'moderator';
export type PresenceState = 'online' | 'in-call' | 'offline';
export type Relation = 'self' | 'none' | 'friend' | 'incoming' | 'outgoing' | 'blocked';

export interface Me {
  id: Id;
  /** The name one logs in with; empty for guests. */
  name: string;
  displayName: string;
  guest: boolean;
  role: Role;
  picture: string | null;
  bio: string;
  native: string[];
  learning: string[];
  location: string;
  theme: string;
  locale: string;
  onboarded: boolean;
  consent: { adult: boolean; terms: string; at: number } | null;
  ban: { id: Id; until: number | null; reason: string; appealed: boolean } | null;
  createdAt: number;
}

export interface Session {
  user: Me | null;
  expiresAt: number | null;
}

export interface UserMini {
  id: Id;
  displayName: string;
  picture: string | null;
  guest: boolean;
}

export interface Presence {
  state: PresenceState;
  lastSeen: number | null;
}

export interface UserCard extends UserMini {
  name: string;
  bio: string;
  native: string[];
  learning: string[];
  location: string;
  relation: Relation;
  /** Of the request, when the relation is incoming or outgoing. */
  requestId: Id | null;
  /** Of friends only. */
  presence: Presence | null;
}

export interface ProfileChange {
  displayName?: string;
  native?: string[];
  learning?: string[];
  bio?: string;
  location?: string;
  theme?: string;
  locale?: string;
}

export interface FriendRequest {
  id: Id;
  user: UserCard;
  direction: 'in' | 'out';
  createdAt: number;
}

export interface MediaTicket {
  /** Base address of the media server; empty for the page's own. */
  mediaUrl: string;
  token: string;
  roomId: string;
}

export interface Attachment {
  id: Id;
  name: string;
  type: string;
  size: number;
  width: number | null;
  height: number | null;
  url: string;
}

export type CallResult = 'answered' | 'missed' | 'declined' | 'cancelled' | 'busy' | 'failed';

export interface Message {
  id: Id;
  conversationId: Id;
  seq: number;
  clientMessageId: string;
  sender: UserMini;
  kind: 'text' | 'system' | 'call';
  text: string;
  sentAt: number;
  editedAt: number | null;
  deleted: boolean;
  /** Rises with each edit, deletion and reaction. */
  version: number;
  replyTo: { id: Id; seq: number; sender: UserMini; text: string; deleted: boolean } | null;
  attachments: Attachment[];
  reactions: { emoji: string; userIds: Id[] }[];
  system: { event: 'created' | 'joined' | 'left' | 'removed' | 'renamed' | 'role'; subject: UserMini | null; text: string } | null;
  call: { callId: Id; video: boolean; result: CallResult; durationMs: number } | null;
}

export interface Conversation {
  id: Id;
  kind: 'direct' | 'group';
  title: string;
  picture: string | null;
  peer: UserCard | null;
  groupId: Id | null;
  memberCount: number;
  onlineCount: number;
  lastMessage: Message | null;
  lastSeq: number;
  clearedSeq: number;
  readSeq: number;
  unread: number;
  marks: { userId: Id; deliveredSeq: number; readSeq: number }[];
  updatedAt: number;
}

export type GroupRole = 'owner' | 'admin' | 'member';

export interface GroupMember {
  user: UserMini & { presence: Presence | null };
  role: GroupRole;
  joinedAt: number;
}

export interface Group {
  id: Id;
  conversationId: Id;
  name: string;
  /** Of the invite link; empty for those who may not invite. */
  code: string;
  role: GroupRole;
  members: GroupMember[];
  onlineCount: number;
  createdAt: number;
}

export type CallState = 'ringing' | 'calling' | 'in_call' | 'ended';
export type CallEndReason = 'hung-up' | 'declined' | 'cancelled' | 'busy' | 'no-answer' | 'answered-elsewhere' | 'lost' | 'failed' | 'blocked';

export interface Call {
  id: Id;
  /** `ringing`: I am called; `calling`: I call. */
  state: CallState;
  reason: CallEndReason | null;
  from: UserMini;
  to: UserMini | null;
  video: boolean;
  startedAt: number;
  answeredAt: number | null;
  /** Who is in it. */
  participants: UserMini[];
  /** Who is being called. */
  ringing: UserMini[];
  version: number;
  mediaUrl: string | null;
  token: string | null;
  roomId: string | null;
}

export interface CallRecord {
  id: Id;
  direction: 'in' | 'out';
  peer: UserMini | null;
  /** All others, also those who did not come. */
  participants: UserMini[];
  video: boolean;
  result: CallResult;
  missed: boolean;
  at: number;
  durationMs: number;
}

export type MeetingRole = 'host' | 'cohost' | 'member' | 'none';

export interface Meeting {
  code: string;
  title: string;
  host: UserMini;
  state: 'scheduled' | 'open' | 'ended' | 'cancelled';
  startsAt: number | null;
  createdAt: number;
  endedAt: number | null;
  lobby: boolean;
  guests: boolean;
  /** Nobody but hosts unmutes by themselves. */
  hardMute: boolean;
  locked: boolean;
  groupId: Id | null;
  role: MeetingRole;
  participantCount: number;
}

export interface NewMeeting {
  title?: string;
  startsAt?: number;
  lobby?: boolean;
  guests?: boolean;
  muteOnEntry?: boolean;
  hardMute?: boolean;
  groupId?: Id;
}

export interface Waiting {
  participantId: string;
  name: string;
  picture: string | null;
  at: number;
}

export interface MeetingLive {
  /** Rises; an older one that comes late is to be dropped. */
  revision: number;
  locked: boolean;
  lobby: boolean;
  hardMute: boolean;
  spotlight: string | null;
  /** First raised first. */
  hands: { participantId: string; at: number }[];
  roles: { participantId: string; role: 'host' | 'cohost' }[];
  /** For hosts only. */
  waiting: Waiting[];
}

export type MeetingEntry =
  | { state: 'lobby'; meeting: Meeting }
  | { state: 'admitted'; meeting: Meeting; ticket: MediaTicket; participantId: string; role: MeetingRole; live: MeetingLive };

export interface MeetingMessage {
  id: Id;
  clientMessageId: string;
  participantId: string;
  name: string;
  text: string;
  at: number;
}

export type MeetingAction =
  | 'mute' | 'mute-all' | 'unmute-allow' | 'stop-camera' | 'stop-share' | 'remove' | 'ban' | 'lock' | 'unlock' | 'lobby-on'
  | 'lobby-off' | 'end' | 'spotlight' | 'unspotlight' | 'cohost' | 'uncohost' | 'lower-hand';

export interface Notice {
  id: Id;
  type: 'friend-request' | 'friend-added' | 'missed-call' | 'message' | 'group-added' | 'meeting' | 'moderation';
  at: number;
  read: boolean;
  /** How many it stands for: unread notices of one conversation are one. */
  count: number;
  actor: UserMini | null;
  text: string;
  target: { conversationId?: Id; meetingCode?: string; userId?: Id; requestId?: Id; callId?: Id };
}

export interface NoticePage extends Page<Notice> {
  unread: number;
}

export type ReportReason = 'sexual' | 'minor' | 'harassment' | 'hate' | 'violence' | 'spam' | 'other';

export interface NewReport {
  /** Of an account, or a guest's participant id. */
  userId: Id;
  /** What a guest was called. */
  name?: string;
  reason: ReportReason;
  text: string;
  context: 'random' | 'call' | 'meeting' | 'chat' | 'profile';
  roomId?: string;
  messageId?: Id;
}

export interface Ban {
  id: Id;
  user: UserMini;
  reason: string;
  at: number;
  until: number | null;
  by: UserMini;
  liftedAt: number | null;
}

export interface Report {
  id: Id;
  /** Null: the account is gone. */
  reporter: UserMini | null;
  subject: UserMini & { reports: number; ban: Ban | null };
  reason: string;
  text: string;
  context: string;
  at: number;
  state: 'open' | 'decided';
  /** Who looks at it. */
  claimedBy: UserMini | null;
  decision: string | null;
  note: string;
  decidedBy: UserMini | null;
  decidedAt: number | null;
}

export interface Decision {
  decision: 'dismiss' | 'warn' | 'ban';
  note: string;
  hours: number | null;
}

export interface Appeal {
  id: Id;
  ban: Ban;
  text: string;
  at: number;
  state: 'open' | 'lifted' | 'kept';
  note: string;
}

export interface AuditEntry {
  id: Id;
  at: number;
  actor: UserMini | null;
  action: string;
  subject: string;
  detail: string;
}

export interface LiveRooms {
  at: number;
  rooms: LiveRoom[];
}

export interface LiveRoom {
  room: string;
  locked: boolean;
  createdAt: number;
  members: LiveMember[];
}

export interface LiveMember {
  participantId: string;
  name: string;
  joinedAt: number;
  connected: boolean;
  hidden: boolean;
  tracks: { trackId: string; source: string; muted: boolean; blocked: boolean }[];
}

export type Gender = 'woman' | 'man' | 'other' | 'unsaid';

export interface QueueProfile {
  name: string;
  gender: Gender;
  region: string;
  interests: string[];
  languages: string[];
}

/** Where this page is with its random calls. */
export interface QueueStanding {
  state: 'absent' | 'waiting' | 'matched' | 'elsewhere';
  /** From 1, while waiting. */
  position: number;
  waiting: number;
  match: Match | null;
}

export interface Match extends MediaTicket {
  partnerId: string;
  partnerName: string;
  isInitiator: boolean;
  partner?: {
    userId: Id | null;
    picture: string | null;
    guest: boolean;
    region: string;
    common: { interests: string[]; languages: string[] };
    relation: Relation;
  } | null;
}
