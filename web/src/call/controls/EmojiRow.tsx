import { useTranslation } from 'react-i18next';
import { callEmojis } from './emojis';

/** The reactions, as entries of a menu. */
export function EmojiRow({ onChoose }: { onChoose: (emoji: string) => void }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('call.reactions')} className="grid grid-cols-4 gap-1 p-1">
      {callEmojis.map((emoji) => (
        <button key={emoji} type="button" role="menuitem" tabIndex={-1} className="grid size-12 place-items-center rounded-xl text-2xl hover:bg-base-200 focus:bg-base-200" onClick={() => onChoose(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  );
}
