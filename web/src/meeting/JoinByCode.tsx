import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { readMeetingCode } from './meetingCode';

export function JoinByCode() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const id = useId();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const code = readMeetingCode(text);
    if (code === null) setWrong(true);
    else void navigate(`/m/${code}`);
  };
  return (
    <form onSubmit={submit} noValidate>
      <div className="join w-full">
        <input
          className="input join-item min-w-0 flex-1"
          value={text}
          placeholder={t('landing.codePlaceholder')}
          aria-label={t('landing.codeLabel')}
          aria-invalid={wrong}
          aria-describedby={wrong ? id : undefined}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
        />
        <button type="submit" className="btn join-item">{t('landing.join')}</button>
      </div>
      {wrong && <p id={id} role="alert" className="mt-1 text-xs text-danger">{t('landing.codeInvalid')}</p>}
    </form>
  );
}
