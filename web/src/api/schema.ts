/* Made by scripts/api-types.mjs from openapi.json. Change the server, not this file. */

export interface AppealRequest {
  text?: string | null;
}

export interface AppealView {
  at: number;
  ban: BanView;
  id: Id;
  note: string;
  state: string;
  text: string;
}

export interface AskRequest {
  userId?: Id | null;
}

export interface AskedView {
  request: FriendRequestView | null;
  user: UserCard;
}

export interface AttachmentView {
  height: number | null;
  id: Id;
  name: string;
  size: number;
  type: string;
  url: string;
  width: number | null;
}

export interface AuditView {
  action: string;
  actor: UserMini | null;
  at: number;
  detail: string;
  id: Id;
  subject: string;
}

export interface BanNotice {
  appealed: boolean;
  id: Id;
  reason: string;
  until: number | null;
}

export interface BanRequest {
  address?: boolean | null;
  hours?: number | null;
  reason?: string | null;
  userId?: string | null;
}

export interface BanView {
  address: boolean;
  at: number;
  by: UserMini;
  id: Id;
  liftedAt: number | null;
  reason: string;
  until: number | null;
  user: UserMini;
}

export interface BlockRequest {
  name?: string | null;
  userId?: string | null;
}

export interface CallNote {
  callId: Id;
  durationMs: number;
  result: string;
  video: boolean;
}

export interface CallRecordView {
  at: number;
  direction: string;
  durationMs: number;
  endedAt: number | null;
  id: Id;
  missed: boolean;
  participants: UserMini[];
  peer: UserMini | null;
  result: string;
  video: boolean;
}

export interface CallView {
  answeredAt: number | null;
  endedAt: number | null;
  from: UserMini;
  id: Id;
  mediaUrl: string | null;
  participants: UserMini[];
  reason: string | null;
  ringing: UserMini[];
  ringsUntil: number | null;
  roomId: string | null;
  startedAt: number;
  state: string;
  to: UserMini | null;
  token: string | null;
  version: number;
  video: boolean;
}

export interface ChangeGroupRequest {
  name?: string | null;
  newCode?: boolean | null;
}

export interface ChangeMeetingRequest {
  durationMinutes?: number | null;
  guests?: boolean | null;
  hardMute?: boolean | null;
  lobby?: boolean | null;
  membersOnly?: boolean | null;
  muteOnEntry?: boolean | null;
  startsAt?: number | null;
  title?: string | null;
}

export interface ClientError {
  message?: string | null;
  page?: string | null;
  stack?: string | null;
  version?: string | null;
}

export interface Consent {
  adult: boolean;
  at: number;
  terms: string;
}

export interface ConsentRequest {
  adult?: boolean | null;
  terms?: string | null;
}

export type ConversationKind = 'direct' | 'group';

export interface ConversationView {
  clearedSeq: number;
  deliveredSeq: number;
  groupId: Id | null;
  id: Id;
  kind: ConversationKind;
  lastMessage: MessageView | null;
  lastSeq: number;
  lastVersion: number;
  marks: MarkView[];
  memberCount: number;
  onlineCount: number;
  peer: UserCard | null;
  picture: string | null;
  readSeq: number;
  role: MemberRole | null;
  title: string;
  unread: number;
  updatedAt: number;
}

export interface CreateGroupRequest {
  memberIds?: unknown[] | null;
  name?: string | null;
}

export interface CreateMeetingRequest {
  durationMinutes?: number | null;
  groupId?: Id | null;
  guests?: boolean | null;
  hardMute?: boolean | null;
  lobby?: boolean | null;
  membersOnly?: boolean | null;
  muteOnEntry?: boolean | null;
  startsAt?: number | null;
  title?: string | null;
}

export interface CurrentCallView {
  call: CallView | null;
}

export interface DecideAppealRequest {
  lift?: boolean | null;
  note?: string | null;
}

export interface DecideRequest {
  address?: boolean | null;
  decision?: string | null;
  hours?: number | null;
  note?: string | null;
}

export interface DeleteAccountRequest {
  password?: string | null;
}

export interface FriendRequestView {
  createdAt: number;
  direction: RequestDirection;
  id: Id;
  user: UserCard;
}

export interface FriendView {
  user: UserCard;
}

export interface GroupMemberView {
  joinedAt: number;
  role: MemberRole;
  user: GroupUserView;
}

export interface GroupUserView {
  displayName: string;
  guest: boolean;
  id: string;
  picture: string | null;
  presence: PresenceView | null;
}

export interface GroupView {
  code: string;
  conversationId: Id;
  createdAt: number;
  id: Id;
  members: GroupMemberView[];
  name: string;
  onlineCount: number;
  picture: string | null;
  role: MemberRole;
}

export interface GuestRequest {
  displayName?: string | null;
}

export interface IceServer {
  credential: string;
  urls: string[];
  username: string;
}

export interface IceServerList {
  expiresAt: number | null;
  iceServers: IceServer[];
}

export type Id = string;

export interface InviteRequest {
  userIds?: unknown[] | null;
}

export interface JoinGroupRequest {
  code?: string | null;
}

export interface LiveRoomsView {
  at: number;
  rooms: RoomSnapshot[];
}

export interface LogInRequest {
  name?: string | null;
  password?: string | null;
}

export interface MadeView {
  id: Id;
}

export interface MarkView {
  deliveredSeq: number;
  readSeq: number;
  userId: Id;
}

export interface Me {
  ban: BanNotice | null;
  bio: string;
  consent: Consent | null;
  createdAt: number;
  displayName: string;
  guest: boolean;
  id: string;
  learning: string[];
  locale: string;
  location: string;
  name: string;
  native: string[];
  onboarded: boolean;
  picture: string | null;
  role: string;
  subject: string;
  theme: string;
}

export interface MediaTicket {
  mediaUrl: string;
  roomId: string;
  token: string;
}

export interface MediaTokenRequest {
  roomId?: string | null;
}

export interface MeetingEntry {
  live: MeetingLive | null;
  meeting: MeetingView;
  participantId: string | null;
  role: MeetingRole | null;
  state: string;
  ticket: MediaTicket | null;
}

export interface MeetingLive {
  hands: RaisedHand[];
  hardMute: boolean;
  lobby: boolean;
  locked: boolean;
  muteOnEntry: boolean;
  revision: number;
  roles: ParticipantRole[];
  spotlight: string | null;
  waiting: WaitingPerson[];
}

export interface MeetingMessageView {
  at: number;
  clientMessageId: string;
  id: Id;
  name: string;
  participantId: string;
  text: string;
}

export type MeetingRole = 'none' | 'member' | 'cohost' | 'host';

export interface MeetingSnapshot {
  live: MeetingLive;
  meeting: MeetingView;
}

export type MeetingState = 'scheduled' | 'open' | 'ended' | 'cancelled';

export interface MeetingStayView {
  banned: boolean;
  guest: boolean;
  id: Id;
  joinedAt: number;
  leftAt: number | null;
  name: string;
  participantId: string;
  reason: string | null;
}

export interface MeetingView {
  code: string;
  createdAt: number;
  durationMinutes: number | null;
  endedAt: number | null;
  groupId: Id | null;
  guests: boolean;
  hardMute: boolean;
  host: UserMini;
  lobby: boolean;
  locked: boolean;
  membersOnly: boolean;
  muteOnEntry: boolean;
  openedAt: number | null;
  participantCount: number;
  role: MeetingRole;
  startsAt: number | null;
  state: MeetingState;
  title: string;
}

export type MemberRole = 'member' | 'admin' | 'owner' | null;

export type MessageKind = 'text' | 'system' | 'call';

export interface MessagePage {
  items: MessageView[];
  more: boolean;
}

export interface MessageView {
  attachments: AttachmentView[];
  call: CallNote | null;
  clientMessageId: string;
  conversationId: Id;
  deleted: boolean;
  editedAt: number | null;
  id: Id;
  kind: MessageKind;
  reactions: ReactionView[];
  replyTo: QuoteView | null;
  sender: UserMini;
  sentAt: number;
  seq: number;
  system: SystemView | null;
  text: string;
  version: number;
}

export interface Notice {
  actor: UserMini | null;
  at: number;
  count: number;
  id: Id;
  read: boolean;
  target: NoticeTarget;
  text: string;
  type: string;
}

export interface NoticePage {
  items: Notice[];
  next: string | null;
  unread: number;
}

export interface NoticeTarget {
  callId: Id | null;
  conversationId: Id | null;
  meetingCode: string | null;
  requestId: Id | null;
  userId: Id | null;
}

export interface OpenConversationRequest {
  userId?: Id | null;
}

export interface PageOfAppealView {
  items: AppealView[];
  next: string | null;
}

export interface PageOfAuditView {
  items: AuditView[];
  next: string | null;
}

export interface PageOfBanView {
  items: BanView[];
  next: string | null;
}

export interface PageOfCallRecordView {
  items: CallRecordView[];
  next: string | null;
}

export interface PageOfConversationView {
  items: ConversationView[];
  next: string | null;
}

export interface PageOfFriendRequestView {
  items: FriendRequestView[];
  next: string | null;
}

export interface PageOfMeetingMessageView {
  items: MeetingMessageView[];
  next: string | null;
}

export interface PageOfMeetingStayView {
  items: MeetingStayView[];
  next: string | null;
}

export interface PageOfMeetingView {
  items: MeetingView[];
  next: string | null;
}

export interface PageOfMessageView {
  items: MessageView[];
  next: string | null;
}

export interface PageOfPresenceOf {
  items: PresenceOf[];
  next: string | null;
}

export interface PageOfReportView {
  items: ReportView[];
  next: string | null;
}

export interface PageOfSessionListing {
  items: SessionListing[];
  next: string | null;
}

export interface PageOfUserCard {
  items: UserCard[];
  next: string | null;
}

export interface PageOfUserMini {
  items: UserMini[];
  next: string | null;
}

export interface ParticipantRole {
  participantId: string;
  role: MeetingRole;
}

export interface PasswordRequest {
  current?: string | null;
  next?: string | null;
}

export interface PresenceOf {
  lastSeen: number | null;
  state: PresenceState;
  userId: Id;
}

export type PresenceState = 'offline' | 'online' | 'in-call';

export interface PresenceView {
  lastSeen: number | null;
  state: PresenceState;
}

export interface Problem {
  code: string;
  status: number;
  title: string;
  traceId?: string;
  type?: string;
}

export interface ProfileRequest {
  bio?: string | null;
  displayName?: string | null;
  learning?: string[] | null;
  locale?: string | null;
  location?: string | null;
  native?: string[] | null;
  theme?: string | null;
}

export interface PushKeyView {
  publicKey: string;
}

export interface QuoteView {
  deleted: boolean;
  id: Id;
  sender: UserMini;
  seq: number;
  text: string;
}

export interface RaisedHand {
  at: number;
  participantId: string;
}

export interface ReactionView {
  emoji: string;
  userIds: unknown[];
}

export interface ReadRequest {
  upTo?: Id | null;
}

export interface RefreshRequest {
  refreshToken?: string | null;
}

export type Relation = 'none' | 'self' | 'friend' | 'incoming' | 'outgoing' | 'blocked';

export interface ReportRequest {
  context?: string | null;
  messageId?: Id | null;
  name?: string | null;
  reason?: string | null;
  roomId?: string | null;
  text?: string | null;
  userId?: string | null;
}

export interface ReportView {
  at: number;
  claimedBy: UserMini | null;
  context: string;
  decidedAt: number | null;
  decidedBy: UserMini | null;
  decision: string | null;
  id: Id;
  messageId: Id | null;
  note: string;
  reason: string;
  reporter: UserMini | null;
  roomId: string | null;
  state: string;
  subject: ReportedView;
  text: string;
}

export interface ReportedView {
  ban: BanView | null;
  displayName: string;
  guest: boolean;
  id: string;
  picture: string | null;
  reports: number;
}

export type RequestDirection = 'in' | 'out';

export interface RoomMember {
  connected: boolean;
  hidden: boolean;
  joinedAt: number;
  name: string;
  participantId: string;
  tracks: RoomMemberTrack[];
}

export interface RoomMemberTrack {
  blocked: boolean;
  muted: boolean;
  source: string;
  trackId: string;
}

export interface RoomSnapshot {
  createdAt: number;
  locked: boolean;
  members: RoomMember[];
  room: string;
}

export interface SessionListing {
  address: string;
  client: string;
  createdAt: number;
  current: boolean;
  id: Id;
  seenAt: number;
}

export interface SessionView {
  accessToken: string | null;
  expiresAt: number | null;
  refreshToken: string | null;
  user: Me | null;
}

export interface SetMemberRequest {
  role?: string | null;
}

export interface SignUpRequest {
  displayName?: string | null;
  name?: string | null;
  password?: string | null;
}

export interface SubscribeRequest {
  endpoint?: string | null;
  keys?: SubscriptionKeys | null;
}

export interface SubscriptionKeys {
  auth?: string | null;
  p256dh?: string | null;
}

export interface SystemView {
  event: string;
  subject: UserMini | null;
  text: string;
}

export interface UnreadView {
  unread: number;
}

export interface UnsubscribeRequest {
  endpoint?: string | null;
}

export interface UserCard {
  bio: string;
  displayName: string;
  guest: boolean;
  id: string;
  learning: string[];
  location: string;
  name: string;
  native: string[];
  picture: string | null;
  presence: PresenceView | null;
  relation: Relation;
  requestId: Id | null;
}

export interface UserMini {
  displayName: string;
  guest: boolean;
  id: string;
  picture: string | null;
}

export interface WaitingPerson {
  at: number;
  name: string;
  participantId: string;
  picture: string | null;
}

/** Every operation by its method and path. */
export interface Operations {
  'POST /api/appeals': {
    path: undefined;
    query: undefined;
    body: AppealRequest;
    answer: MadeView;
  };
  'GET /api/attachments/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  'POST /api/auth/consent': {
    path: undefined;
    query: undefined;
    body: ConsentRequest;
    answer: SessionView;
  };
  'POST /api/auth/guest': {
    path: undefined;
    query: undefined;
    body: GuestRequest;
    answer: SessionView;
  };
  'POST /api/auth/login': {
    path: undefined;
    query: undefined;
    body: LogInRequest;
    answer: SessionView;
  };
  'POST /api/auth/logout': {
    path: undefined;
    query: undefined;
    body: RefreshRequest | null;
    answer: undefined;
  };
  'GET /api/auth/me': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: SessionView;
  };
  'POST /api/auth/password': {
    path: undefined;
    query: undefined;
    body: PasswordRequest;
    answer: undefined;
  };
  'POST /api/auth/refresh': {
    path: undefined;
    query: undefined;
    body: RefreshRequest | null;
    answer: SessionView;
  };
  'GET /api/auth/sessions': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: PageOfSessionListing;
  };
  'DELETE /api/auth/sessions': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'DELETE /api/auth/sessions/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'POST /api/auth/signup': {
    path: undefined;
    query: undefined;
    body: SignUpRequest;
    answer: SessionView;
  };
  'GET /api/blocks': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: PageOfUserMini;
  };
  'POST /api/blocks': {
    path: undefined;
    query: undefined;
    body: BlockRequest;
    answer: undefined;
  };
  'DELETE /api/blocks/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /api/calls': {
    path: undefined;
    query: { before?: string; limit?: number };
    body: undefined;
    answer: PageOfCallRecordView;
  };
  'GET /api/calls/current': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: CurrentCallView;
  };
  'POST /api/client-errors': {
    path: undefined;
    query: undefined;
    body: ClientError;
    answer: undefined;
  };
  'GET /api/conversations': {
    path: undefined;
    query: { before?: string; limit?: number };
    body: undefined;
    answer: PageOfConversationView;
  };
  'POST /api/conversations': {
    path: undefined;
    query: undefined;
    body: OpenConversationRequest;
    answer: ConversationView;
  };
  'GET /api/conversations/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: ConversationView;
  };
  'POST /api/conversations/{id}/attachments': {
    path: { id: string };
    query: undefined;
    body: { file: Blob; };
    answer: AttachmentView;
  };
  'POST /api/conversations/{id}/clear': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /api/conversations/{id}/messages': {
    path: { id: string };
    query: { after?: number; before?: number; changedAfter?: number; limit?: number };
    body: undefined;
    answer: MessagePage;
  };
  'GET /api/conversations/{id}/search': {
    path: { id: string };
    query: { q?: string; before?: number; limit?: number };
    body: undefined;
    answer: PageOfMessageView;
  };
  'GET /api/friends': {
    path: undefined;
    query: { before?: string; limit?: number };
    body: undefined;
    answer: PageOfUserCard;
  };
  'GET /api/friends/requests': {
    path: undefined;
    query: { direction?: string };
    body: undefined;
    answer: PageOfFriendRequestView;
  };
  'POST /api/friends/requests': {
    path: undefined;
    query: undefined;
    body: AskRequest;
    answer: AskedView;
  };
  'POST /api/friends/requests/{id}/accept': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: FriendView;
  };
  'POST /api/friends/requests/{id}/cancel': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'POST /api/friends/requests/{id}/decline': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'DELETE /api/friends/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'POST /api/groups': {
    path: undefined;
    query: undefined;
    body: CreateGroupRequest;
    answer: GroupView;
  };
  'POST /api/groups/join': {
    path: undefined;
    query: undefined;
    body: JoinGroupRequest;
    answer: GroupView;
  };
  'GET /api/groups/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: GroupView;
  };
  'PATCH /api/groups/{id}': {
    path: { id: string };
    query: undefined;
    body: ChangeGroupRequest;
    answer: GroupView;
  };
  'DELETE /api/groups/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'POST /api/groups/{id}/leave': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'PUT /api/groups/{id}/members/{userId}': {
    path: { id: string; userId: string };
    query: undefined;
    body: SetMemberRequest;
    answer: GroupView;
  };
  'DELETE /api/groups/{id}/members/{userId}': {
    path: { id: string; userId: string };
    query: undefined;
    body: undefined;
    answer: GroupView;
  };
  'GET /api/groups/{id}/picture': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  'PUT /api/groups/{id}/picture': {
    path: { id: string };
    query: undefined;
    body: Blob;
    answer: GroupView;
  };
  'DELETE /api/groups/{id}/picture': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: GroupView;
  };
  'GET /api/media/ice-servers': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: IceServerList;
  };
  'POST /api/media/token': {
    path: undefined;
    query: undefined;
    body: MediaTokenRequest;
    answer: MediaTicket;
  };
  'GET /api/meetings': {
    path: undefined;
    query: { state?: string; before?: string; limit?: number };
    body: undefined;
    answer: PageOfMeetingView;
  };
  'POST /api/meetings': {
    path: undefined;
    query: undefined;
    body: CreateMeetingRequest;
    answer: MeetingView;
  };
  'GET /api/meetings/{code}': {
    path: { code: string };
    query: undefined;
    body: undefined;
    answer: MeetingView;
  };
  'PATCH /api/meetings/{code}': {
    path: { code: string };
    query: undefined;
    body: ChangeMeetingRequest;
    answer: MeetingView;
  };
  'DELETE /api/meetings/{code}': {
    path: { code: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'POST /api/meetings/{code}/cancel': {
    path: { code: string };
    query: undefined;
    body: undefined;
    answer: MeetingView;
  };
  'POST /api/meetings/{code}/invite': {
    path: { code: string };
    query: undefined;
    body: InviteRequest;
    answer: undefined;
  };
  'POST /api/meetings/{code}/join': {
    path: { code: string };
    query: undefined;
    body: undefined;
    answer: MeetingEntry;
  };
  'GET /api/meetings/{code}/live': {
    path: { code: string };
    query: undefined;
    body: undefined;
    answer: MeetingSnapshot;
  };
  'GET /api/meetings/{code}/messages': {
    path: { code: string };
    query: { before?: string; limit?: number };
    body: undefined;
    answer: PageOfMeetingMessageView;
  };
  'GET /api/meetings/{code}/participants': {
    path: { code: string };
    query: { after?: string; limit?: number };
    body: undefined;
    answer: PageOfMeetingStayView;
  };
  'GET /api/moderation/appeals': {
    path: undefined;
    query: { state?: string; before?: string; limit?: number };
    body: undefined;
    answer: PageOfAppealView;
  };
  'POST /api/moderation/appeals/{id}/decide': {
    path: { id: string };
    query: undefined;
    body: DecideAppealRequest;
    answer: AppealView;
  };
  'GET /api/moderation/audit': {
    path: undefined;
    query: { before?: string; limit?: number };
    body: undefined;
    answer: PageOfAuditView;
  };
  'GET /api/moderation/bans': {
    path: undefined;
    query: { before?: string; limit?: number };
    body: undefined;
    answer: PageOfBanView;
  };
  'POST /api/moderation/bans': {
    path: undefined;
    query: undefined;
    body: BanRequest;
    answer: BanView;
  };
  'DELETE /api/moderation/bans/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /api/moderation/reports': {
    path: undefined;
    query: { state?: string; before?: string; limit?: number };
    body: undefined;
    answer: PageOfReportView;
  };
  'POST /api/moderation/reports/{id}/claim': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: ReportView;
  };
  'POST /api/moderation/reports/{id}/decide': {
    path: { id: string };
    query: undefined;
    body: DecideRequest;
    answer: ReportView;
  };
  'GET /api/moderation/rooms': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: LiveRoomsView;
  };
  'DELETE /api/moderation/rooms/{room}': {
    path: { room: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  'GET /api/notifications': {
    path: undefined;
    query: { before?: string; limit?: number };
    body: undefined;
    answer: NoticePage;
  };
  'DELETE /api/notifications': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: UnreadView;
  };
  'POST /api/notifications/read': {
    path: undefined;
    query: undefined;
    body: ReadRequest;
    answer: UnreadView;
  };
  'DELETE /api/notifications/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: UnreadView;
  };
  'GET /api/presence': {
    path: undefined;
    query: { ids?: string };
    body: undefined;
    answer: PageOfPresenceOf;
  };
  'GET /api/push/key': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: PushKeyView;
  };
  'POST /api/push/subscriptions': {
    path: undefined;
    query: undefined;
    body: SubscribeRequest;
    answer: undefined;
  };
  'DELETE /api/push/subscriptions': {
    path: undefined;
    query: undefined;
    body: UnsubscribeRequest;
    answer: undefined;
  };
  'POST /api/reports': {
    path: undefined;
    query: undefined;
    body: ReportRequest;
    answer: MadeView;
  };
  'GET /api/users/me': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Me;
  };
  'PUT /api/users/me': {
    path: undefined;
    query: undefined;
    body: ProfileRequest;
    answer: Me;
  };
  'DELETE /api/users/me': {
    path: undefined;
    query: undefined;
    body: DeleteAccountRequest;
    answer: undefined;
  };
  'GET /api/users/me/export': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Record<string, unknown>;
  };
  'PUT /api/users/me/picture': {
    path: undefined;
    query: undefined;
    body: Blob;
    answer: Me;
  };
  'DELETE /api/users/me/picture': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Me;
  };
  'GET /api/users/recommended': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: PageOfUserCard;
  };
  'GET /api/users/search': {
    path: undefined;
    query: { q?: string };
    body: undefined;
    answer: PageOfUserCard;
  };
  'GET /api/users/{id}': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: UserCard;
  };
  'GET /api/users/{id}/picture': {
    path: { id: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
}
