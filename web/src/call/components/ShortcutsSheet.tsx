import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';

const keys = [
  ['M', 'microphone'], ['V', 'camera'], ['space', 'pushToTalk'], ['D', 'share'], ['C', 'chat'], ['P', 'people'],
  ['R', 'hand'], ['L', 'layout'], ['F', 'fullScreen'], ['S', 'stats'], ['?', 'help'],
] as const;

export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {keys.map(([key, name]) => (
          <div key={key} className="contents">
            <dt><kbd className="kbd">{key === 'space' ? t('shortcuts.space') : key}</kbd></dt>
            <dd>{t(`shortcuts.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
