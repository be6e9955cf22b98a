import type { FriendCallState } from './callMachine';
import { EndedCall } from './EndedCall';
import { FriendStage } from './FriendStage';
import { IncomingCall } from './IncomingCall';
import { OutgoingCall } from './OutgoingCall';

/** Each state has its screen. */
export function CallScreens({ state }: { state: Exclude<FriendCallState, { phase: 'idle' }> }) {
  switch (state.phase) {
    case 'incoming': return <IncomingCall call={state.call} />;
    case 'dialing':
    case 'outgoing': return <OutgoingCall target={state.target} />;
    case 'answering':
    case 'in-call': return <FriendStage call={state.call} video={state.video} answered={state.phase === 'in-call'} />;
    case 'ended': return <EndedCall state={state} />;
  }
}
