import { SendHorizontal } from 'lucide-react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkedText } from '@/ui/LinkedText';
import { useTimeText } from '@/i18n/useTimeText';
import type { CallText } from '../core/callTexts';

interface TextPanelProps {
  texts: readonly CallText[];
  maxLength: number;
  empty: string;
  onSend: (text: string) => Promise<void>;
}

/** The text beside a call. A message that could not be sent stays in the field. */
export function TextPanel({ texts, maxLength, empty, onSend }: TextPanelProps) {
  const { t } = useTranslation();
  const time = useTimeText();
  const [draft, setDraft] = useState('');
  const end = useRef<HTMLDivElement>(null);
  const last = texts.at(-1)?.id;
  useEffect(() => {
    // In braces: newer browsers return a promise, which is no clean-up.
    end.current?.scrollIntoView({ block: 'end' });
  }, [last]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = draft.trim();
    if (text === '') return;
    setDraft('');
    onSend(text).catch(() => setDraft(text));
  };
  return (
    <>
      <div role="log" aria-live="polite" aria-label={t('call.chat')} tabIndex={0} className="scroll-thin flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 py-2">
        {texts.length === 0 && <p className="m-auto max-w-56 text-center text-sm text-muted">{empty}</p>}
        {texts.map((message, at) => {
          const follows = texts[at - 1]?.name === message.name && message.at - (texts[at - 1]?.at ?? 0) < 120_000;
          return (
            <div key={message.id} className="rise">
              {!follows && <p className="mb-0.5 text-xs text-muted"><span className="font-semibold text-base-content">{message.own ? t('common.you') : message.name}</span> {time.clock(message.at)}</p>}
              <p className="text-sm whitespace-pre-wrap"><LinkedText text={message.text} /></p>
            </div>
          );
        })}
        <div ref={end} />
      </div>
      <form onSubmit={submit} className="flex items-center gap-2 p-3">
        <input className="input flex-1" value={draft} maxLength={maxLength} placeholder={t('chat.write')} aria-label={t('chat.write')} autoComplete="off" onChange={(event) => setDraft(event.target.value)} />
        <button type="submit" className="btn btn-circle btn-primary" aria-label={t('common.send')} disabled={draft.trim() === ''}>
          <SendHorizontal className="size-5" aria-hidden="true" />
        </button>
      </form>
    </>
  );
}
