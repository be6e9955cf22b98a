import { type PushedNotice, wordPush } from './pushWords';

/** The service worker: the shell for bad networks, and push messages. It never touches calls, the API or the hubs. */

/** The parts of the worker's scope that are used; TypeScript's own types of it clash with those of a page. */
interface WorkerEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
interface PushEvent extends WorkerEvent {
  data: { json(): unknown } | null;
}
interface NotificationClickEvent extends WorkerEvent {
  notification: Notification;
}
interface WindowClient {
  focus(): Promise<unknown>;
  postMessage(message: object): void;
}
interface WorkerScope extends EventTarget {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void>; matchAll(options: object): Promise<WindowClient[]>; openWindow(url: string): Promise<unknown> };
  registration: { showNotification(title: string, options: object): Promise<void> };
}

const scope = globalThis as unknown as WorkerScope;
const cacheName = 'vidrn-shell-1';
const shell = ['/', '/theme.js', '/icon.svg', '/manifest.webmanifest'];

scope.addEventListener('install', (event) => {
  (event as WorkerEvent).waitUntil(caches.open(cacheName).then((cache) => cache.addAll(shell)).then(() => scope.skipWaiting()));
});

scope.addEventListener('activate', (event) => {
  const dropOld = async (): Promise<void> => {
    for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name);
    await scope.clients.claim();
  };
  (event as WorkerEvent).waitUntil(dropOld());
});

scope.addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/assets/')) (event as FetchEvent).respondWith(cacheFirst(request));
  else if (request.mode === 'navigate' && !/^\/(api|hubs|sdk|room-test|health|metrics)/.test(url.pathname)) (event as FetchEvent).respondWith(networkFirst(request));
  else if (shell.includes(url.pathname)) (event as FetchEvent).respondWith(networkFirst(request));
});

/** Files whose name changes with their content. */
async function cacheFirst(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(cacheName)).put(request, response.clone());
  return response;
}

/** The newest page; without a network the one kept. Every path of the app is the same page. */
async function networkFirst(request: Request): Promise<Response> {
  const key = request.mode === 'navigate' ? '/' : request;
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(cacheName)).put(key, response.clone());
    return response;
  } catch (error) {
    const kept = await caches.match(key);
    if (kept !== undefined) return kept;
    throw error;
  }
}

scope.addEventListener('push', (event) => {
  const notice = ((event as PushEvent).data?.json() ?? {}) as PushedNotice;
  const { title, body, url, tag, isCall } = wordPush(notice, navigator.language);
  (event as PushEvent).waitUntil(scope.registration.showNotification(title, {
    body, icon: '/icon-192.png', badge: '/icon-192.png', tag, renotify: isCall, requireInteraction: isCall, data: { url },
  }));
});

scope.addEventListener('notificationclick', (event) => {
  const { notification } = event as NotificationClickEvent;
  notification.close();
  const { url } = notification.data as { url: string };
  // Only paths of this app.
  const target = new URL(url.startsWith('/') && !url.startsWith('//') ? url : '/home', location.origin).href;
  const open = async (): Promise<unknown> => {
    const [page] = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (page === undefined) return scope.clients.openWindow(target);
    await page.focus();
    // The page goes there by its own router: loading it anew would end a call.
    page.postMessage({ open: new URL(target).pathname + new URL(target).search });
    return undefined;
  };
  (event as WorkerEvent).waitUntil(open());
});
