import { LocalMedia } from '@/media/localMedia';
import { useResource } from '@/ui/useResource';

function make(): { value: LocalMedia; dispose: () => void } {
  const value = new LocalMedia();
  return { value, dispose: () => value.close() };
}

/** The own devices for as long as the screen stands: whoever leaves it leaves no light on. */
export function useCallMedia(): LocalMedia | null {
  return useResource(make);
}
