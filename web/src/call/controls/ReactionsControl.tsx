import { SmilePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu } from '@/ui/Menu';
import { useCall } from '../callContext';

const emojis = ['👍', '❤️', '😂', '👏', '🎉', '😮', '😢', '🤔'];

export function ReactionsControl() {
  const { t } = useTranslation();
  const { react } = useCall().extras;
  if (react === null) return null;
  return (
    <Menu label={t('call.reactions')} side="above" align="center" buttonClass="btn btn-circle size-12 border-0 bg-white/10 text-white hover:bg-white/20" button={<SmilePlus className="size-5" aria-hidden="true" />}>
      <div className="grid grid-cols-4 gap-1 p-1">
        {emojis.map((emoji) => (
          <button key={emoji} type="button" role="menuitem" tabIndex={-1} className="grid size-12 place-items-center rounded-xl text-2xl hover:bg-base-200 focus:bg-base-200" onClick={() => react(emoji)}>
            {emoji}
          </button>
        ))}
      </div>
    </Menu>
  );
}
