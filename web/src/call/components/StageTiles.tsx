import { useEffect, useMemo, useState } from 'react';
import { useElementSize } from '@/ui/useElementSize';
import { useCall, useCallState, useExtras, useStageState } from '../callContext';
import { gridCapacity } from '../stage/gridMath';
import { SpeakerOrder } from '../stage/speakerOrder';
import { planStage } from '../stage/stagePlan';
import { AloneView } from './AloneView';
import { DuoView } from './DuoView';
import { FocusView } from './FocusView';
import { GridView } from './GridView';

export const tileGap = 10;

/** The faces: the one view that fits who is here and what was chosen. */
export function StageTiles() {
  const { session } = useCall();
  const extras = useExtras();
  const [ref, size] = useElementSize();
  const people = useCallState((state) => state.people);
  const dominant = useCallState((state) => state.dominant);
  const { layout, pinned, page, hideSelf, dataSaver } = useStageState((state) => state);
  const [order] = useState(() => new SpeakerOrder());
  const space = { ...size, gap: tileGap };
  const capacity = gridCapacity(space);

  useEffect(() => session.view.setDataSaver(dataSaver), [session, dataSaver]);

  const ordered = useMemo(() => {
    const byId = new Map(people.map((person) => [person.id, person]));
    return order.next(people.map(({ id }) => id), dominant, capacity).flatMap((id) => byId.get(id) ?? []);
  }, [order, people, dominant, capacity]);
  const plan = useMemo(
    () => planStage({ people: ordered, layout, pinned, spotlight: extras.spotlight, dominant, page, capacity, hideSelf }),
    [ordered, layout, pinned, extras.spotlight, dominant, page, capacity, hideSelf],
  );
  return (
    <div ref={ref} data-mode={plan.mode} className="absolute inset-0">
      {plan.mode === 'alone' && <AloneView self={plan.self} />}
      {plan.mode === 'duo' && <DuoView main={plan.main} self={plan.self} />}
      {plan.mode === 'grid' && size.width > 0 && <GridView tiles={plan.tiles} page={plan.page} pages={plan.pages} space={space} />}
      {plan.mode === 'focus' && <FocusView main={plan.main} strip={plan.strip} narrow={size.width < 900} />}
    </div>
  );
}
