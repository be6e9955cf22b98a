import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallState, useExtras } from '../callContext';

/** Says to a screen reader who comes, goes and raises a hand. */
export function Announcer() {
  const { t } = useTranslation();
  const { hands } = useExtras();
  const people = useCallState((state) => state.people);
  const [words, setWords] = useState('');
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  const raised = useRef<readonly string[]>(hands);

  useEffect(() => {
    const now = new Map(people.map(({ id, name }) => [id, name]));
    const before = known.current;
    known.current = now;
    if (before === null) return;
    const came = [...now].filter(([id]) => !before.has(id)).map(([, name]) => t('call.joined', { name }));
    const went = [...before].filter(([id]) => !now.has(id)).map(([, name]) => t('call.left', { name }));
    if (came.length + went.length > 0) setWords([...came, ...went].slice(0, 3).join(', '));
  }, [people, t]);

  useEffect(() => {
    const newest = hands.find((id) => !raised.current.includes(id));
    raised.current = hands;
    const name = newest === undefined ? undefined : known.current?.get(newest);
    if (name !== undefined) setWords(t('call.handRaised', { name }));
  }, [hands, t]);
  return <p role="status" aria-live="polite" className="sr-only">{words}</p>;
}
