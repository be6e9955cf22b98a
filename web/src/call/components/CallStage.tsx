import { type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { keepAwake } from '@/media/wakeLock';
import { classes } from '@/ui/classes';
import { CallContext, type CallExtras, ExtrasContext, useCall, useCallState, useExtras, useStageState } from '../callContext';
import type { CallSession } from '../core/callSession';
import { ControlBar } from '../controls/ControlBar';
import { PanelFrame } from '../panels/PanelFrame';
import { StatsPanel } from '../panels/StatsPanel';
import type { StageStore } from '../stage/stageStore';
import { Announcer } from './Announcer';
import { ShortcutsSheet } from './ShortcutsSheet';
import { StageNotices } from './StageNotices';
import { StageTiles } from './StageTiles';
import { StageTop } from './StageTop';
import { useCallShortcuts } from './useCallShortcuts';
import { useIdle } from './useIdle';

interface CallStageProps {
  session: CallSession;
  stage: StageStore;
  extras: CallExtras;
  title: ReactNode;
  startedAt?: number;
  /** Beside the title. */
  top?: ReactNode;
  controlsStart?: ReactNode;
  leave: ReactNode;
  /** Over the faces: reactions, for example. */
  overlay?: ReactNode;
}

/** The call: the faces are the page. */
export function CallStage({ session, stage, extras, ...rest }: CallStageProps) {
  const call = useMemo(() => ({ session, stage }), [session, stage]);
  return (
    <CallContext value={call}>
      <ExtrasContext value={extras}>
        <StageFrame {...rest} />
      </ExtrasContext>
    </CallContext>
  );
}

function StageFrame({ title, startedAt, top, controlsStart, leave, overlay }: Omit<CallStageProps, 'session' | 'stage' | 'extras'>) {
  const { t } = useTranslation();
  const { stage } = useCall();
  const extras = useExtras();
  const { panel, sheet } = useStageState((state) => state);
  const people = useCallState((state) => state.people.length);
  const idle = useIdle();
  useCallShortcuts();
  useEffect(keepAwake, []);
  // With one other person the picture fills the page and the controls lie on it; a grid keeps clear of them.
  const over = people <= 2 && panel === null;
  const content = panel === 'stats' ? <StatsPanel /> : panel === null ? null : extras.panels[panel];
  const fades = classes('z-10 transition-opacity duration-300', over && 'absolute inset-x-0', over && idle && 'pointer-events-none opacity-0 focus-within:opacity-100');
  return (
    <div data-theme="stage" className={classes('fixed inset-0 flex flex-col bg-base-200 text-base-content', over && idle && 'cursor-none')}>
      <div className={classes(fades, over && 'top-0 bg-linear-to-b from-black/70 to-transparent pb-6')}>
        <StageTop title={title} startedAt={startedAt}>{top}</StageTop>
      </div>
      <div className={classes('relative flex min-h-0 flex-1 gap-3', !over && 'px-2 sm:px-3')}>
        <main className="relative min-w-0 flex-1" aria-label={t('call.people')}>
          <StageTiles />
          {overlay}
        </main>
        {content !== null && content !== undefined && panel !== null && (
          <PanelFrame key={panel} title={t(`call.${panel}`)}>{content}</PanelFrame>
        )}
      </div>
      <StageNotices />
      <div className={classes(fades, 'pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]', over && 'bottom-0 bg-linear-to-t from-black/80 to-transparent pt-10')}>
        <ControlBar start={controlsStart} end={leave} />
      </div>
      <Announcer />
      {sheet && <ShortcutsSheet onClose={() => stage.setState({ sheet: false })} />}
    </div>
  );
}
