import { useEffect } from 'react';
import { useCall, useExtras } from '../callContext';
import { toggleFullScreen } from '../controls/fullScreen';
import { stageActions } from '../stage/stageStore';

/** Single keys while nothing is being written; the space bar held speaks. */
export function useCallShortcuts(): void {
  const { session, stage } = useCall();
  const extras = useExtras();
  useEffect(() => {
    const { media } = session;
    let talking = false;
    const acts: Record<string, () => void> = {
      m: () => void media.setMuted(!media.store.getState().muted),
      v: () => void media.setCamera(media.store.getState().camera.status === 'off' || media.store.getState().camera.status === 'failed'),
      d: () => void (session.store.getState().sharing ? session.stopSharing() : session.startSharing()),
      c: () => extras.panels.chat !== undefined && stageActions.togglePanel(stage, 'chat'),
      p: () => extras.panels.people !== undefined && stageActions.togglePanel(stage, 'people'),
      r: () => extras.raiseHand?.(!extras.hands.includes(session.store.getState().selfId)),
      l: () => stageActions.nextLayout(stage),
      f: toggleFullScreen,
      s: () => stageActions.togglePanel(stage, 'stats'),
      '?': () => stageActions.toggleSheet(stage),
    };
    const onDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      if (event.key === ' ' && !isButton(event.target)) {
        event.preventDefault();
        if (event.repeat || !media.store.getState().muted) return;
        talking = true;
        media.setMutedForNow(false);
        return;
      }
      const act = event.repeat ? undefined : acts[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    const stopTalking = (): void => {
      if (talking) media.setMutedForNow(true);
      talking = false;
    };
    const onUp = (event: KeyboardEvent): void => {
      if (event.key === ' ') stopTalking();
    };
    document.addEventListener('keydown', onDown);
    document.addEventListener('keyup', onUp);
    // The key may go up in another window.
    addEventListener('blur', stopTalking);
    return () => {
      stopTalking();
      document.removeEventListener('keydown', onDown);
      document.removeEventListener('keyup', onUp);
      removeEventListener('blur', stopTalking);
    };
  }, [session, stage, extras]);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable], dialog') !== null;
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, input, [role="menuitem"]') !== null;
}
