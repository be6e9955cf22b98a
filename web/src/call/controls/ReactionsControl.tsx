import { SmilePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu } from '@/ui/Menu';
import { useExtras } from '../callContext';
import { EmojiRow } from './EmojiRow';

export function ReactionsControl() {
  const { t } = useTranslation();
  const { react } = useExtras();
  if (react === null) return null;
  return (
    <Menu label={t('call.reactions')} side="above" align="center" buttonClass="btn btn-circle size-12 border-0 bg-white/10 text-white hover:bg-white/20" button={<SmilePlus className="size-5" aria-hidden="true" />}>
      <EmojiRow onChoose={react} />
    </Menu>
  );
}
