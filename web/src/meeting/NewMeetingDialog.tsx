import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { meetings } from '@/api/endpoints';
import { Dialog } from '@/ui/Dialog';
import { toastError } from '@/ui/toasts';
import { changeOf, newDraft } from './meetingDraft';
import { MeetingFields } from './MeetingFields';
import { meetingKeys } from './meetingKeys';

/** Now, or at a time to come. */
export function NewMeetingDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const formId = useId();
  const [draft, setDraft] = useState(newDraft);
  const [later, setLater] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrongTime, setWrongTime] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const meeting = changeOf(draft, later, Date.now());
    if (meeting === null) {
      setWrongTime(true);
      return;
    }
    setBusy(true);
    try {
      const { code } = await meetings.create(meeting);
      await queries.invalidateQueries({ queryKey: meetingKeys.lists });
      if (later) onClose();
      else await navigate(`/m/${code}`);
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('meeting.new')} onClose={onClose} actions={<button type="submit" form={formId} className="btn btn-primary" disabled={busy}>{t(later ? 'meeting.create' : 'meeting.now')}</button>}>
      <form id={formId} noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <div role="radiogroup" aria-label={t('meeting.when')} className="join w-full">
          {[false, true].map((value) => (
            <input key={String(value)} type="radio" name="later" className="btn join-item flex-1" aria-label={t(value ? 'meeting.schedule' : 'meeting.now')} checked={later === value} onChange={() => setLater(value)} />
          ))}
        </div>
        <MeetingFields draft={draft} timed={later} wrongTime={wrongTime} onChange={(next) => { setDraft(next); setWrongTime(false); }} />
      </form>
    </Dialog>
  );
}
