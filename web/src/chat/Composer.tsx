import { Paperclip, SendHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toastError } from '@/ui/toasts';
import { AttachmentTray } from './AttachmentTray';
import type { ConversationLog } from './conversationLog';
import type { Draft } from './ConversationScreen';
import { TypingSignal } from './typingSignal';
import { useUploads } from './useUploads';

interface ComposerProps {
  log: ConversationLog;
  draft: Draft;
  onDone: () => void;
}

const longest = 4_000;

/** Where one writes: Enter sends, Shift and Enter makes a line, Escape leaves a reply or an edit. */
export function Composer({ log, draft, onDone }: ComposerProps) {
  const { t } = useTranslation();
  const editing = draft.kind === 'edit' ? draft.message : null;
  const [text, setText] = useState(editing?.text ?? '');
  const field = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const uploads = useUploads(log.id);
  const [typing] = useState(() => new TypingSignal(log.id));

  useEffect(() => {
    if (draft.kind !== 'new') field.current?.focus();
  }, [draft]);
  useEffect(() => () => typing.tell(false), [typing]);

  const ready = uploads.items.every(({ state }) => state === 'done');
  const canSend = ready && (text.trim() !== '' || uploads.items.length > 0);
  const send = (): void => {
    if (!canSend) return;
    const words = text.trim();
    setText('');
    typing.tell(false);
    if (editing !== null) {
      if (words !== editing.text) log.edit(editing.id, words).catch(toastError);
    } else {
      log.send(words, draft.kind === 'reply' ? draft.message : null, uploads.take()).catch(toastError);
    }
    onDone();
  };
  const onKey = (event: KeyboardEvent): void => {
    // While an input method composes, Enter belongs to it.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && draft.kind !== 'new') {
      onDone();
    }
  };
  return (
    <div className="border-t border-base-300 px-3 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-5">
      {draft.kind !== 'new' && (
        <div className="mb-2 flex items-center gap-2 rounded-xl bg-base-200 px-3 py-1.5 text-sm">
          <div className="min-w-0 flex-1">
            <p className="text-xs font-semibold text-link">{draft.kind === 'edit' ? t('chat.editing') : t('chat.replyingTo', { name: draft.message.sender.displayName })}</p>
            <p className="truncate">{draft.message.text}</p>
          </div>
          <button type="button" className="btn btn-circle btn-ghost btn-xs" aria-label={t('common.cancel')} onClick={onDone}><X className="size-4" aria-hidden="true" /></button>
        </div>
      )}
      <AttachmentTray uploads={uploads} />
      <div className="flex items-end gap-2">
        <input ref={file} type="file" multiple className="sr-only" tabIndex={-1} aria-label={t('chat.attach')} onChange={(event) => { uploads.add([...(event.target.files ?? [])]); event.target.value = ''; }} />
        {editing === null && <button type="button" className="btn btn-circle btn-ghost" aria-label={t('chat.attach')} title={t('chat.attach')} onClick={() => file.current?.click()}><Paperclip className="size-5" aria-hidden="true" /></button>}
        <textarea
          ref={field}
          className="textarea field-sizing-content max-h-40 min-h-10 flex-1 resize-none rounded-2xl py-2"
          rows={1}
          value={text}
          maxLength={longest}
          placeholder={t('chat.write')}
          aria-label={t('chat.write')}
          onChange={(event) => {
            setText(event.target.value);
            typing.tell(event.target.value !== '');
          }}
          onBlur={() => typing.tell(false)}
          onPaste={(event) => event.clipboardData.files.length > 0 && uploads.add([...event.clipboardData.files])}
          onKeyDown={onKey}
        />
        <button type="button" className="btn btn-circle btn-primary" aria-label={t('common.send')} disabled={!canSend} onClick={send}><SendHorizontal className="size-5" aria-hidden="true" /></button>
      </div>
    </div>
  );
}
