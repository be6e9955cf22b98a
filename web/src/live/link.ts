import { AppLink } from './appLink';

/** The page's link. SignalR is fetched when somebody logs in: a visitor of the landing page does not need it. */
export const link = new AppLink(async (handlers) => (await import('./appSocket')).openAppSocket(handlers));
