import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { Switch } from '@/ui/Switch';
import type { MeetingDraft } from './meetingDraft';

interface MeetingFieldsProps {
  draft: MeetingDraft;
  onChange: (draft: MeetingDraft) => void;
  /** Whether it has a time to come; one that began keeps its own. */
  timed: boolean;
  wrongTime: boolean;
}

const durations = [15, 30, 45, 60, 90, 120, 240] as const;

/** All that a host may choose about a meeting. */
export function MeetingFields({ draft, onChange, timed, wrongTime }: MeetingFieldsProps) {
  const { t } = useTranslation();
  const change = (part: Partial<MeetingDraft>): void => onChange({ ...draft, ...part });
  return (
    <>
      <Field label={t('meeting.name')}>
        {(ids) => <input {...ids} className="input w-full" maxLength={80} placeholder={t('meeting.namePlaceholder')} value={draft.title} onChange={(event) => change({ title: event.target.value })} />}
      </Field>
      {timed && (
        <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
          <Field label={t('meeting.when')} error={wrongTime ? t('meeting.whenMissing') : null}>
            {(ids) => <input {...ids} type="datetime-local" className="input w-full" value={draft.when} onChange={(event) => change({ when: event.target.value })} />}
          </Field>
          <Field label={t('meeting.duration')}>
            {(ids) => (
              <select {...ids} className="select w-full" value={draft.durationMinutes ?? ''} onChange={(event) => change({ durationMinutes: event.target.value === '' ? null : Number(event.target.value) })}>
                <option value="">{t('meeting.durationOpen')}</option>
                {[...new Set([...durations, ...(draft.durationMinutes === null ? [] : [draft.durationMinutes])])].sort((a, b) => a - b).map((minutes) => (
                  <option key={minutes} value={minutes}>{t('meeting.minutes', { count: minutes })}</option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
      <div>
        <Switch label={t('meeting.lobby')} hint={t('meeting.lobbyHint')} checked={draft.lobby} onChange={(lobby) => change({ lobby })} />
        <Switch label={t('meeting.guests')} checked={draft.guests} onChange={(guests) => change({ guests })} />
        <Switch label={t('meeting.membersOnly')} hint={t('meeting.membersOnlyHint')} checked={draft.membersOnly} onChange={(membersOnly) => change({ membersOnly })} />
        <Switch label={t('meeting.muteOnEntry')} checked={draft.muteOnEntry} onChange={(muteOnEntry) => change({ muteOnEntry })} />
        <Switch label={t('meeting.hardMute')} hint={t('meeting.hardMuteHint')} checked={draft.hardMute} onChange={(hardMute) => change({ hardMute })} />
      </div>
    </>
  );
}
