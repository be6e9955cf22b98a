import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { groups } from '@/api/endpoints';
import { StateCard } from '@/ui/StateCard';
import { toastError } from '@/ui/toasts';
import { useTitle } from '@/ui/useTitle';

/** /g/<code>: an invitation. Joining is a click, never a mere visit. */
export function JoinGroupScreen() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  useTitle(t('chat.joinTitle'));
  const join = async (): Promise<void> => {
    setBusy(true);
    try {
      const group = await groups.join(code);
      await navigate(`/chats/${group.conversationId}`, { replace: true });
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <StateCard icon={UsersRound} title={t('chat.joinTitle')} hint={t('chat.joinHint')}>
      <button type="button" className="btn btn-primary" disabled={busy} onClick={() => void join()}>{t('chat.joinAction')}</button>
    </StateCard>
  );
}
