import { media as mediaApi } from '@/api/endpoints';
import type { MediaTicket } from '@/api/types';
import type { LocalMedia } from '@/media/localMedia';
import { toastError } from '@/ui/toasts';
import type { CallSession } from './core/callSession';

/** Joins with what the API says about TURN; a server without it is no reason not to try. The client library is fetched here. */
export async function startCall(ticket: MediaTicket, media: LocalMedia, slots?: { audio: number; video: number }): Promise<CallSession> {
  const [{ CallSession }, ice] = await Promise.all([
    import('./core/callSession'),
    mediaApi.iceServers().catch(() => ({ iceServers: [] })),
  ]);
  return CallSession.start({
    ticket, media, iceServers: ice.iceServers, renewTicket: (roomId) => mediaApi.ticket(roomId), onError: toastError, ...(slots && { slots }),
  });
}
