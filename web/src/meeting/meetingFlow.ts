import { createStore, type StoreApi } from 'zustand/vanilla';
import { ApiError } from '@/api/apiError';
import { meetings } from '@/api/endpoints';
import type { MeetingAction, MeetingEntry, MeetingLive, MeetingMessage, MeetingRole } from '@/api/types';
import type { CallSession } from '@/call/core/callSession';
import { startCall } from '@/call/startCall';
import type { MeetingEvent } from '@/live/appEvents';
import type { AppLink } from '@/live/appLink';
import type { LocalMedia } from '@/media/localMedia';
import { toastError } from '@/ui/toasts';

export type LeftReason = 'left' | 'ended' | 'removed' | 'replaced' | 'lost';

export type MeetingPhase =
  | { name: 'preparing'; problem: unknown }
  | { name: 'joining' }
  | { name: 'lobby' }
  | { name: 'denied' }
  | { name: 'inside'; session: CallSession }
  | { name: 'left'; reason: LeftReason };

export interface MeetingFlowState {
  phase: MeetingPhase;
  live: MeetingLive;
  texts: readonly MeetingMessage[];
  unread: number;
  /** Reactions on their way up. */
  floating: readonly { key: number; participantId: string; emoji: string }[];
  askedUnmute: boolean;
  /** What we came in as, until `live` tells. */
  role: MeetingRole;
}

const nothingLive: MeetingLive = { revision: 0, locked: false, lobby: false, muteOnEntry: false, hardMute: false, spotlight: null, hands: [], roles: [], waiting: [] };
const floatMs = 2_600;

/** One visit to a meeting: from the preview through the lobby into the call and out again. */
export class MeetingFlow {
  readonly store: StoreApi<MeetingFlowState>;
  readonly #code: string;
  readonly #media: LocalMedia;
  readonly #link: AppLink;
  readonly #offs: (() => void)[];
  #floats = 0;
  #leaving = false;

  constructor(code: string, media: LocalMedia, link: AppLink) {
    this.#code = code;
    this.#media = media;
    this.#link = link;
    this.store = createStore<MeetingFlowState>(() => ({
      phase: { name: 'preparing', problem: null }, live: nothingLive, texts: [], unread: 0, floating: [], askedUnmute: false, role: 'none',
    }));
    this.#offs = [
      // Out is out: the lights go off, also while one looks at the last screen.
      this.store.subscribe(({ phase }, before) => {
        if (phase.name === 'left' && before.phase.name !== 'left') media.rest();
      }),
      link.events.on('meeting', (event) => {
        if (event.code === code) this.#onEvent(event);
      }),
      link.own.on('connected', ({ again }) => {
        if (again) void this.#catchUp();
      }),
    ];
  }

  async join(): Promise<void> {
    this.store.setState({ phase: { name: 'joining' } });
    try {
      await this.#enter(await meetings.join(this.#code));
    } catch (problem) {
      const ended = problem instanceof ApiError && problem.code === 'meeting-ended';
      this.store.setState({ phase: ended ? { name: 'left', reason: 'ended' } : { name: 'preparing', problem } });
    }
  }

  async leave(): Promise<void> {
    this.#leaving = true;
    const { phase } = this.store.getState();
    if (phase.name === 'lobby') void this.#link.call('Knock', { code: this.#code, cancel: true }).catch(() => undefined);
    if (phase.name === 'inside') await phase.session.leave();
    this.store.setState({ phase: { name: 'left', reason: 'left' } });
    this.#leaving = false;
  }

  /** Back to the preview. */
  prepare(): void {
    this.store.setState({ phase: { name: 'preparing', problem: null } });
  }

  async moderate(action: MeetingAction, participantId?: string): Promise<void> {
    await this.#tell('Moderate', { action, participantId: participantId ?? null });
  }

  async answerKnock(participantId: string, admit: boolean): Promise<void> {
    await this.#tell(admit ? 'Admit' : 'Deny', { participantId });
    this.store.setState(({ live }) => ({
      live: { ...live, waiting: live.waiting.filter((one) => participantId !== '*' && one.participantId !== participantId) },
    }));
  }

  async raiseHand(raised: boolean): Promise<void> {
    await this.#tell('RaiseHand', { raised });
  }

  async react(emoji: string): Promise<void> {
    await this.#tell('SendReaction', { emoji });
  }

  async send(text: string): Promise<void> {
    const clientMessageId = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    try {
      this.#addText(await this.#link.call<MeetingMessage>('SendMeetingMessage', { code: this.#code, clientMessageId, text }));
    } catch (error) {
      toastError(error);
      throw error;
    }
  }

  readChat(): void {
    this.store.setState({ unread: 0 });
  }

  answerUnmute(unmute: boolean): void {
    this.store.setState({ askedUnmute: false });
    if (unmute) void this.#media.setMuted(false);
  }

  /** Undoes a host's mute, where the meeting leaves that to the person. */
  async liftBlock(source: 'microphone' | 'camera'): Promise<void> {
    await this.#tell('Unmute', { source });
  }

  /** The screen goes: nothing of this visit stays. */
  dispose(): void {
    for (const off of this.#offs) off();
    void this.leave();
  }

  async #enter(entry: MeetingEntry): Promise<void> {
    if (entry.state === 'lobby') {
      this.store.setState({ phase: { name: 'lobby' } });
      await this.#link.call('Knock', { code: this.#code });
      return;
    }
    const session = await startCall(entry.ticket, this.#media);
    session.store.subscribe(({ ended }, before) => {
      if (ended !== null && before.ended === null && !this.#leaving) this.store.setState({ phase: { name: 'left', reason: leftReason(ended.code) } });
    });
    this.store.setState({ phase: { name: 'inside', session }, live: entry.live, role: entry.role });
    await this.#loadTexts();
  }

  #onEvent(event: MeetingEvent): void {
    switch (event.kind) {
      case 'admitted':
        if (this.store.getState().phase.name !== 'lobby') return;
        this.store.setState({ phase: { name: 'joining' } });
        this.#enter(event.entry).catch((problem: unknown) => this.store.setState({ phase: { name: 'preparing', problem } }));
        break;
      case 'denied':
        this.store.setState({ phase: { name: 'denied' } });
        break;
      case 'live':
        this.#setLive(event.live);
        break;
      case 'knock':
        this.store.setState(({ live }) => ({ live: { ...live, waiting: [...live.waiting.filter(({ participantId }) => participantId !== event.participantId), event] } }));
        break;
      case 'knock-gone':
        this.store.setState(({ live }) => ({ live: { ...live, waiting: live.waiting.filter(({ participantId }) => participantId !== event.participantId) } }));
        break;
      case 'reaction':
        this.#float(event.participantId, event.emoji);
        break;
      case 'message':
        this.#addText(event.message);
        break;
      case 'asked-unmute':
        if (this.#media.store.getState().muted) this.store.setState({ askedUnmute: true });
        break;
      case 'ended':
      case 'cancelled':
        // Who is inside is told by the media server too.
        if (this.store.getState().phase.name !== 'inside') this.store.setState({ phase: { name: 'left', reason: 'ended' } });
        break;
      default:
        break;
    }
  }

  #setLive(live: MeetingLive): void {
    // From now on the server counts us in: its list of roles says it all.
    this.store.setState(({ live: before }) => (live.revision < before.revision ? {} : { live, role: 'none' }));
  }

  #addText(message: MeetingMessage): void {
    this.store.setState(({ texts, unread }) => (texts.some(({ id }) => id === message.id)
      ? {}
      : { texts: [...texts, message].sort((a, b) => a.at - b.at), unread: unread + 1 }));
  }

  #float(participantId: string, emoji: string): void {
    const key = ++this.#floats;
    this.store.setState(({ floating }) => ({ floating: [...floating.slice(-20), { key, participantId, emoji }] }));
    setTimeout(() => this.store.setState(({ floating }) => ({ floating: floating.filter((one) => one.key !== key) })), floatMs);
  }

  async #loadTexts(): Promise<void> {
    try {
      const { items } = await meetings.messages(this.#code, null);
      for (const message of items) this.#addText(message);
      this.store.setState({ unread: 0 });
    } catch {
      // The call matters more: the chat fills with what comes from now on.
    }
  }

  /** Events were missed while the link was down. */
  async #catchUp(): Promise<void> {
    const { phase } = this.store.getState();
    if (phase.name === 'lobby') await this.join();
    if (phase.name !== 'inside') return;
    const now = await meetings.live(this.#code).catch(() => null);
    if (now !== null) this.#setLive(now.live);
    await this.#loadTexts();
  }

  async #tell(method: string, argument: object): Promise<void> {
    await this.#link.call(method, { code: this.#code, ...argument }).catch(toastError);
  }
}

/** What somebody is here: `none` for everybody who is no host. */
export function roleIn({ live, role }: MeetingFlowState, participantId: string): MeetingRole {
  return role === 'host' || role === 'cohost' ? role : live.roles.find((one) => one.participantId === participantId)?.role ?? 'none';
}

function leftReason(code: string): LeftReason {
  switch (code) {
    case 'ended': return 'ended';
    case 'removed':
    case 'token-revoked': return 'removed';
    case 'replaced': return 'replaced';
    case 'left': return 'left';
    default: return 'lost';
  }
}
