import { deadline } from './deadline';
import type { HubHandlers, HubLink } from './hubLink';
import { VidrnError } from './vidrnError';

export interface LinkHandlers {
  onEvent(link: HubLink, raw: unknown): void;
  onClose(link: HubLink): void;
}

/**
 * Opens a socket within the time given. One that comes later, or when `closed` says that nobody wants it any more, is closed again;
 * what an abandoned one tells is heard by nobody.
 */
export async function openInTime(open: (handlers: HubHandlers) => Promise<HubLink>, handlers: LinkHandlers, timeoutMs: number, closed: () => VidrnError | null): Promise<HubLink> {
  let link: HubLink | null = null;
  let abandoned = false;
  const opening = open({
    onEvent: (raw) => {
      if (link !== null) handlers.onEvent(link, raw);
    },
    onClose: () => {
      if (link !== null) handlers.onClose(link);
    },
  }).then((opened) => {
    const ended = closed();
    if (abandoned || ended !== null) {
      void opened.stop().catch(() => undefined);
      throw ended ?? new VidrnError('connect-failed', 'The server answered too late.');
    }
    link = opened;
    return opened;
  });
  const expiry = deadline(Math.max(0, timeoutMs));
  try {
    return await Promise.race([opening, expiry.promise]);
  } catch (error) {
    abandoned = true;
    opening.catch(() => undefined);
    throw error;
  } finally {
    expiry.cancel();
  }
}
