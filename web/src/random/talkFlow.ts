import { createStore, type StoreApi } from 'zustand/vanilla';
import { auth } from '@/api/endpoints';
import type { Match, QueueProfile, QueueStanding } from '@/api/types';
import { sessionStore, setUser } from '@/auth/sessionStore';
import type { CallSession } from '@/call/core/callSession';
import { CallTexts } from '@/call/core/callTexts';
import { startCall } from '@/call/startCall';
import type { AppLink } from '@/live/appLink';
import type { LocalMedia } from '@/media/localMedia';
import { toastError } from '@/ui/toasts';
import { nextTalk, type TalkEvent, type TalkState } from './talkMachine';

export const termsVersion = '1';
const partnerPatienceMs = 4_000;

export interface TalkFlowState {
  talk: TalkState;
  session: CallSession | null;
}

/** Random calls, one after the other, over one media connection. */
export class TalkFlow {
  readonly store: StoreApi<TalkFlowState>;
  readonly texts: CallTexts;
  readonly #media: LocalMedia;
  readonly #link: AppLink;
  readonly #offs: (() => void)[];
  /** Rooms that we took: a match is told by an answer and by an event, and either may come late. */
  readonly #taken = new Set<string>();
  #profile: QueueProfile | null = null;

  constructor(media: LocalMedia, link: AppLink) {
    this.#media = media;
    this.#link = link;
    this.texts = new CallTexts(link);
    this.store = createStore<TalkFlowState>(() => ({ talk: { phase: 'profile' }, session: null }));
    this.#offs = [
      link.events.on('queue', ({ state, position, waiting }) => this.#stands({ state, position, waiting, match: null })),
      link.events.on('matched', (match) => void this.#matched(match)),
      link.events.on('partner-left', ({ roomId, reason }) => this.#partnerLeft(roomId, reason)),
      link.events.on('call-text', ({ roomId, text, at }) => {
        const match = this.match;
        if (match?.roomId === roomId) this.texts.receive(match.partnerName, text, at);
      }),
      link.own.on('connected', ({ again }) => {
        if (again) void this.#catchUp();
      }),
    ];
  }

  get match(): Match | null {
    const { talk } = this.store.getState();
    return talk.phase === 'talking' || talk.phase === 'connecting' ? talk.match : null;
  }

  /** Into the queue, as a guest when nobody is logged in. Rejects when it is refused. */
  async start(profile: QueueProfile): Promise<void> {
    this.#profile = profile;
    if (sessionStore.getState().user === null) setUser((await auth.guest(profile.name)).user);
    if (sessionStore.getState().user?.consent?.terms !== termsVersion) setUser((await auth.consent(termsVersion)).user);
    this.#apply({ type: 'queue', at: Date.now() });
    try {
      await this.#queue();
    } catch (error) {
      await this.#stop();
      this.store.setState({ talk: { phase: 'profile' } });
      throw error;
    }
  }

  async next(): Promise<void> {
    if (this.match === null) return;
    this.#leavePartner();
    this.#apply({ type: 'queue', at: Date.now() });
    try {
      this.#stands(await this.#link.call<QueueStanding>('Next'));
    } catch (error) {
      toastError(error);
      await this.end();
    }
  }

  async end(): Promise<void> {
    void this.#link.call('Leave').catch(() => undefined);
    await this.#stop();
  }

  edit(): void {
    this.#apply({ type: 'edit' });
  }

  async send(text: string): Promise<void> {
    const match = this.match;
    if (match === null) return;
    try {
      await this.texts.send(match.roomId, text);
    } catch (error) {
      toastError(error);
      throw error;
    }
  }

  dispose(): void {
    for (const off of this.#offs) off();
    const { phase } = this.store.getState().talk;
    if (phase !== 'profile' && phase !== 'stopped') void this.end();
  }

  async #queue(): Promise<void> {
    if (this.#profile === null) return;
    this.#stands(await this.#link.call<QueueStanding>('JoinQueue', this.#profile));
  }

  /** Events were missed: the server says where we are. */
  async #catchUp(): Promise<void> {
    const { phase } = this.store.getState().talk;
    if (phase === 'profile' || phase === 'stopped') return;
    try {
      const standing = await this.#link.call<QueueStanding>('QueueState');
      if (standing.state === 'absent') await this.#queue();
      else if (standing.match?.roomId !== this.match?.roomId) this.#stands(standing);
    } catch {
      // The next reconnect asks again.
    }
  }

  #stands({ state, position, waiting, match }: QueueStanding): void {
    if (match !== null) void this.#matched(match);
    else if (state === 'waiting') this.#apply({ type: 'position', position, waiting });
    // Another page of ours took the place over.
    else if (state === 'elsewhere') void this.#stop();
    else if (state === 'absent') void this.#putOut();
  }

  /** Taken out of the queue against our will, because our media was gone for a while: in again. */
  async #putOut(): Promise<void> {
    const { phase } = this.store.getState().talk;
    if (phase === 'profile' || phase === 'stopped') return;
    this.#leavePartner();
    this.#apply({ type: 'queue', at: Date.now() });
    try {
      await this.#queue();
    } catch (error) {
      toastError(error);
      await this.#stop();
    }
  }

  async #matched(match: Match): Promise<void> {
    if (this.#taken.has(match.roomId)) return;
    this.#taken.add(match.roomId);
    this.#apply({ type: 'matched', match });
    if (this.match !== match) {
      // It crossed our stop.
      void this.#link.call('Leave').catch(() => undefined);
      return;
    }
    this.texts.clear();
    try {
      await this.#enter(match);
    } catch (error) {
      if (this.match === match) {
        toastError(error);
        await this.next();
      }
    }
  }

  /** The same connection goes on in the new room; only another server asks for a new one. */
  async #enter(match: Match): Promise<void> {
    let { session } = this.store.getState();
    if (session !== null && (session.store.getState().phase === 'ended' || !(await session.move(match)))) {
      await session.leave();
      session = null;
    }
    session ??= await startCall(match, this.#media, { audio: 1, video: 1 });
    if (this.match !== match) {
      // It went on while we connected: the newest match has, or makes, its own session.
      if (this.store.getState().session !== session) await session.leave();
      return;
    }
    session.suspend(false);
    this.store.setState({ session });
    await partnerPresent(session);
    this.#apply({ type: 'connected', roomId: match.roomId });
  }

  #partnerLeft(roomId: string, reason: 'next' | 'leave' | 'disconnect'): void {
    if (this.match?.roomId === roomId) this.#leavePartner();
    this.#apply({ type: 'partner-left', roomId, reason, at: Date.now() });
  }

  #leavePartner(): void {
    this.store.getState().session?.suspend(true);
    this.texts.clear();
  }

  async #stop(): Promise<void> {
    const { session } = this.store.getState();
    this.#apply({ type: 'stop' });
    this.store.setState({ session: null });
    await session?.leave();
  }

  #apply(event: TalkEvent): void {
    this.store.setState(({ talk }) => ({ talk: nextTalk(talk, event) }));
  }
}

/** Both come at their own pace: the stage opens when the other one is there, or is plainly late. */
function partnerPresent(session: CallSession): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      off();
      resolve();
    };
    const timer = setTimeout(() => done(), partnerPatienceMs);
    const off = session.store.subscribe(({ people, phase }) => {
      if (people.length > 1 || phase === 'ended') done();
    });
    if (session.store.getState().people.length > 1) done();
  });
}
