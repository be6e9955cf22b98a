import { http } from './http';
import type {
  Appeal, Asked, Attachment, AuditEntry, Ban, CallRecord, Conversation, Decision, FriendRequest, Group, GroupRole, Id, LiveRooms, LogIn, Me,
  MediaTicket, Meeting, MeetingChange, MeetingEntry, MeetingMessage, MeetingSnapshot, MeetingStay, Message, NewBan, NewMeeting, NewReport,
  NoticePage, Page, ProfileChange, Report, Session, UserCard, UserMini,
} from './types';

const path = encodeURIComponent;

export const auth = {
  me: () => http.get<Session>('/auth/me'),
  signUp: (name: string, password: string) => http.post<Session>('/auth/signup', { name, password }),
  logIn: (name: string, password: string) => http.post<Session>('/auth/login', { name, password }),
  guest: (displayName: string) => http.post<Session>('/auth/guest', { displayName }),
  logOut: () => http.post<undefined>('/auth/logout'),
  changePassword: (current: string, next: string) => http.post<undefined>('/auth/password', { current, next }),
  consent: (terms: string) => http.post<Session>('/auth/consent', { adult: true, terms }),
  logIns: (signal?: AbortSignal) => http.get<Page<LogIn>>('/auth/sessions', {}, signal),
  endLogIn: (id: Id) => http.delete<undefined>(`/auth/sessions/${path(id)}`),
  /** This one too. */
  endLogIns: () => http.delete<undefined>('/auth/sessions'),
};

export const users = {
  update: (change: ProfileChange) => http.put<Me>('/users/me', change),
  setPicture: (image: Blob) => http.put<Me>('/users/me/picture', image),
  dropPicture: () => http.delete<Me>('/users/me/picture'),
  remove: (password: string) => http.delete<undefined>('/users/me', { password }),
  get: (id: Id, signal?: AbortSignal) => http.get<UserCard>(`/users/${path(id)}`, {}, signal),
  recommended: (signal?: AbortSignal) => http.get<Page<UserCard>>('/users/recommended', {}, signal),
  search: (q: string, before: Id | null, signal?: AbortSignal) => http.get<Page<UserCard>>('/users/search', { q, before }, signal),
  exportAddress: '/api/users/me/export',
};

export const friends = {
  list: (signal?: AbortSignal) => http.get<Page<UserCard>>('/friends', {}, signal),
  requests: (direction: 'in' | 'out', signal?: AbortSignal) => http.get<Page<FriendRequest>>('/friends/requests', { direction }, signal),
  ask: (userId: Id) => http.post<Asked>('/friends/requests', { userId }),
  accept: (requestId: Id) => http.post<{ user: UserCard }>(`/friends/requests/${path(requestId)}/accept`),
  decline: (requestId: Id) => http.post<undefined>(`/friends/requests/${path(requestId)}/decline`),
  cancel: (requestId: Id) => http.post<undefined>(`/friends/requests/${path(requestId)}/cancel`),
  remove: (userId: Id) => http.delete<undefined>(`/friends/${path(userId)}`),
  blocks: (signal?: AbortSignal) => http.get<Page<UserMini>>('/blocks', {}, signal),
  /** `name` is what a guest was called. */
  block: (userId: Id, name?: string) => http.post<undefined>('/blocks', { userId, name: name ?? null }),
  unblock: (userId: Id) => http.delete<undefined>(`/blocks/${path(userId)}`),
};

export const chat = {
  conversations: (before: Id | null, signal?: AbortSignal) => http.get<Page<Conversation>>('/conversations', { before }, signal),
  open: (userId: Id) => http.post<Conversation>('/conversations', { userId }),
  get: (id: Id, signal?: AbortSignal) => http.get<Conversation>(`/conversations/${path(id)}`, {}, signal),
  messages: (id: Id, range: { after?: number; before?: number; changedAfter?: number; limit?: number }, signal?: AbortSignal) =>
    http.get<{ items: Message[]; more: boolean }>(`/conversations/${path(id)}/messages`, range, signal),
  search: (id: Id, q: string, signal?: AbortSignal) => http.get<Page<Message>>(`/conversations/${path(id)}/search`, { q }, signal),
  clear: (id: Id) => http.post<undefined>(`/conversations/${path(id)}/clear`),
  attach: (id: Id, file: File) => {
    const form = new FormData();
    form.append('file', file, file.name);
    return http.post<Attachment>(`/conversations/${path(id)}/attachments`, form);
  },
};

export const groups = {
  create: (name: string, memberIds: Id[]) => http.post<Group>('/groups', { name, memberIds }),
  get: (id: Id, signal?: AbortSignal) => http.get<Group>(`/groups/${path(id)}`, {}, signal),
  update: (id: Id, change: { name?: string; newCode?: true }) => http.patch<Group>(`/groups/${path(id)}`, change),
  setPicture: (id: Id, image: Blob) => http.put<Group>(`/groups/${path(id)}/picture`, image),
  dropPicture: (id: Id) => http.delete<Group>(`/groups/${path(id)}/picture`),
  remove: (id: Id) => http.delete<undefined>(`/groups/${path(id)}`),
  join: (code: string) => http.post<Group>('/groups/join', { code }),
  leave: (id: Id) => http.post<undefined>(`/groups/${path(id)}/leave`),
  setMember: (id: Id, userId: Id, role: GroupRole) => http.put<Group>(`/groups/${path(id)}/members/${path(userId)}`, { role }),
  removeMember: (id: Id, userId: Id) => http.delete<Group>(`/groups/${path(id)}/members/${path(userId)}`),
};

export const calls = {
  history: (before: Id | null, signal?: AbortSignal) => http.get<Page<CallRecord>>('/calls', { before }, signal),
};

export const meetings = {
  create: (meeting: NewMeeting) => http.post<Meeting>('/meetings', meeting),
  mine: (state: 'upcoming' | 'past', before: Id | null, signal?: AbortSignal) => http.get<Page<Meeting>>('/meetings', { state, before }, signal),
  get: (code: string, signal?: AbortSignal) => http.get<Meeting>(`/meetings/${path(code)}`, {}, signal),
  update: (code: string, change: MeetingChange) => http.patch<Meeting>(`/meetings/${path(code)}`, change),
  cancel: (code: string) => http.post<Meeting>(`/meetings/${path(code)}/cancel`),
  invite: (code: string, userIds: readonly Id[]) => http.post<undefined>(`/meetings/${path(code)}/invite`, { userIds }),
  remove: (code: string) => http.delete<undefined>(`/meetings/${path(code)}`),
  join: (code: string) => http.post<MeetingEntry>(`/meetings/${path(code)}/join`),
  live: (code: string) => http.get<MeetingSnapshot>(`/meetings/${path(code)}/live`),
  messages: (code: string, before: Id | null) => http.get<Page<MeetingMessage>>(`/meetings/${path(code)}/messages`, { before }),
  stays: (code: string, after: Id | null, signal?: AbortSignal) => http.get<Page<MeetingStay>>(`/meetings/${path(code)}/participants`, { after }, signal),
};

export const notifications = {
  list: (before: Id | null, signal?: AbortSignal) => http.get<NoticePage>('/notifications', { before }, signal),
  read: (upTo: Id) => http.post<{ unread: number }>('/notifications/read', { upTo }),
  remove: (id: Id) => http.delete<{ unread: number }>(`/notifications/${path(id)}`),
  clear: () => http.delete<{ unread: number }>('/notifications'),
  pushKey: () => http.get<{ publicKey: string }>('/push/key'),
  subscribe: (subscription: object) => http.post<undefined>('/push/subscriptions', subscription),
  unsubscribe: (endpoint: string) => http.delete<undefined>('/push/subscriptions', { endpoint }),
};

export const moderation = {
  report: (report: NewReport) => http.post<{ id: Id }>('/reports', report),
  reports: (state: 'open' | 'decided', before: Id | null, signal?: AbortSignal) => http.get<Page<Report>>('/moderation/reports', { state, before }, signal),
  claim: (id: Id) => http.post<Report>(`/moderation/reports/${path(id)}/claim`),
  decide: (id: Id, decision: Decision) => http.post<Report>(`/moderation/reports/${path(id)}/decide`, decision),
  bans: (before: Id | null, signal?: AbortSignal) => http.get<Page<Ban>>('/moderation/bans', { before }, signal),
  ban: (ban: NewBan) => http.post<Ban>('/moderation/bans', ban),
  lift: (id: Id) => http.delete<undefined>(`/moderation/bans/${path(id)}`),
  appeals: (state: 'open' | 'decided', before: Id | null, signal?: AbortSignal) => http.get<Page<Appeal>>('/moderation/appeals', { state, before }, signal),
  decideAppeal: (id: Id, lift: boolean, note: string) => http.post<Appeal>(`/moderation/appeals/${path(id)}/decide`, { lift, note }),
  appeal: (text: string) => http.post<{ id: Id }>('/appeals', { text }),
  audit: (before: Id | null, signal?: AbortSignal) => http.get<Page<AuditEntry>>('/moderation/audit', { before }, signal),
  rooms: (signal?: AbortSignal) => http.get<LiveRooms>('/moderation/rooms', {}, signal),
  endRoom: (id: string) => http.delete<undefined>(`/moderation/rooms/${path(id)}`),
};

export const media = {
  ticket: (roomId: string) => http.post<MediaTicket>('/media/token', { roomId }),
  iceServers: () => http.get<{ iceServers: RTCIceServer[] }>('/media/ice-servers'),
};

export const clientErrors = {
  report: (report: { message: string; stack: string; page: string; version: string; at: number }) => http.post<undefined>('/client-errors', report),
};
