import { ApiError, readProblem } from './apiError';
import type { Session } from './types';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Query = Readonly<Record<string, string | number | null | undefined>>;

interface RequestOptions {
  query?: Query | undefined;
  /** An object is sent as JSON; a Blob or FormData as it is. */
  body?: object | undefined;
  signal?: AbortSignal | undefined;
}

const timeoutMs = 20_000;
/** Uploads take as long as the network needs. */
const uploadTimeoutMs = 120_000;

let onSessionEnd: (() => void) | null = null;

/** Told once a request was refused because the session is over and could not be renewed. */
export function whenSessionEnds(handler: () => void): void {
  onSessionEnd = handler;
}

export const http = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => request<T>('GET', path, { query, signal }),
  post: <T>(path: string, body: object = {}) => request<T>('POST', path, { body }),
  put: <T>(path: string, body: object = {}) => request<T>('PUT', path, { body }),
  patch: <T>(path: string, body: object) => request<T>('PATCH', path, { body }),
  delete: <T>(path: string, body?: object) => request<T>('DELETE', path, { body }),
};

async function request<T>(method: Method, path: string, options: RequestOptions): Promise<T> {
  let response = await send(method, path, options);
  if (response.status === 401 && !path.startsWith('/auth/')) {
    const problem = await readProblem(response.clone());
    if (problem.code === 'session-expired' && (await renewSession())) response = await send(method, path, options);
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = await readProblem(response);
  if (problem.code === 'session-expired' && !path.startsWith('/auth/')) onSessionEnd?.();
  throw problem;
}

async function send(method: Method, path: string, { query, body, signal }: RequestOptions): Promise<Response> {
  const isRaw = body instanceof Blob || body instanceof FormData;
  const headers: Record<string, string> = { Accept: 'application/json' };
  // A form of another site cannot set it: the server takes no write of a cookie's without it.
  if (method !== 'GET') headers['X-Vidrn'] = '1';
  if (body !== undefined && !isRaw) headers['Content-Type'] = 'application/json';
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal: withTimeout(signal, isRaw ? uploadTimeoutMs : timeoutMs) };
  if (body !== undefined) init.body = isRaw ? body : JSON.stringify(body);
  try {
    return await fetch(address(path, query), init);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(0, !navigator.onLine ? 'offline' : 'unreachable', String(error));
  }
}

function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api${path}${search === '' ? '' : `?${search}`}`;
}

function withTimeout(signal: AbortSignal | undefined, ms: number): AbortSignal {
  const expiry = AbortSignal.timeout(ms);
  return signal === undefined ? expiry : AbortSignal.any([signal, expiry]);
}

let renewing: Promise<boolean> | null = null;

/** One renewal at a time, in this tab and, where the browser has locks, in all tabs: the refresh token rotates. */
export function renewSession(): Promise<boolean> {
  renewing ??= inTurn(() => send('POST', '/auth/refresh', { body: {} }))
    .then(async (response) => response.ok && ((await response.json()) as Session).user !== null, () => false)
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks === undefined ? work() : navigator.locks.request('vidrn-refresh', work);
}
