import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { meetings } from '@/api/endpoints';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';
import { Switch } from '@/ui/Switch';
import { toastError } from '@/ui/toasts';

/** Now, or at a time to come. */
export function NewMeetingDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const formId = useId();
  const [title, setTitle] = useState('');
  const [later, setLater] = useState(false);
  const [when, setWhen] = useState('');
  const [lobby, setLobby] = useState(false);
  const [guests, setGuests] = useState(true);
  const [busy, setBusy] = useState(false);
  const [wrongTime, setWrongTime] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const startsAt = later ? new Date(when).getTime() : null;
    if (startsAt !== null && !(startsAt > Date.now())) {
      setWrongTime(true);
      return;
    }
    setBusy(true);
    try {
      const meeting = await meetings.create({ ...(title.trim() !== '' && { title: title.trim() }), ...(startsAt !== null && { startsAt }), lobby, guests });
      await queries.invalidateQueries({ queryKey: ['meetings'] });
      if (startsAt === null) await navigate(`/m/${meeting.code}`);
      else onClose();
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
        <Field label={t('meeting.name')}>
          {(ids) => <input {...ids} className="input w-full" maxLength={80} placeholder={t('meeting.namePlaceholder')} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        {later && (
          <Field label={t('meeting.when')} error={wrongTime ? t('meeting.whenMissing') : null}>
            {(ids) => <input {...ids} type="datetime-local" className="input w-full" value={when} onChange={(event) => { setWhen(event.target.value); setWrongTime(false); }} />}
          </Field>
        )}
        <div>
          <Switch label={t('meeting.lobby')} hint={t('meeting.lobbyHint')} checked={lobby} onChange={setLobby} />
          <Switch label={t('meeting.guests')} checked={guests} onChange={setGuests} />
        </div>
      </form>
    </Dialog>
  );
}
