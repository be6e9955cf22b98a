import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meetings } from '@/api/endpoints';
import type { Meeting } from '@/api/types';
import { Dialog } from '@/ui/Dialog';
import { toast, toastError } from '@/ui/toasts';
import { changeOf, draftOf } from './meetingDraft';
import { MeetingFields } from './MeetingFields';
import { meetingKeys } from './meetingKeys';

/** A meeting's name, time and rules, before it and while it goes on. */
export function EditMeetingDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const formId = useId();
  const timed = meeting.state === 'scheduled';
  const [draft, setDraft] = useState(() => draftOf(meeting));
  const [busy, setBusy] = useState(false);
  const [wrongTime, setWrongTime] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    // A time that was not touched may be past already: the meeting waits for whoever comes.
    const moved = timed && draft.when !== draftOf(meeting).when;
    const change = changeOf(draft, moved, Date.now());
    if (change === null) {
      setWrongTime(true);
      return;
    }
    setBusy(true);
    try {
      const { durationMinutes } = draft;
      const changed = await meetings.update(meeting.code, { ...change, ...(timed && durationMinutes !== null && { durationMinutes }) });
      queries.setQueryData(meetingKeys.one(meeting.code), changed);
      await queries.invalidateQueries({ queryKey: meetingKeys.lists });
      toast(t('common.saved'), { tone: 'good' });
      onClose();
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('meeting.options')}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn btn-ghost" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" form={formId} className="btn btn-primary" disabled={busy}>{t('common.save')}</button>
        </>
      }
    >
      <form id={formId} noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <MeetingFields draft={draft} timed={timed} wrongTime={wrongTime} onChange={(next) => { setDraft(next); setWrongTime(false); }} />
      </form>
    </Dialog>
  );
}
