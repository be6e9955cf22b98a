import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './apiError';
import { http, whenSessionEnds } from './http';

interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

const asked: Asked[] = [];
/** Answers by "METHOD path", each a queue. */
let answers: Record<string, Response[]> = {};

const json = (status: number, body: object, headers: Record<string, string> = {}): Response => new Response(JSON.stringify(body), { status, headers });
const expired = (): Response => json(401, { code: 'session-expired', title: 'over' });

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const method = init.method ?? 'GET';
    asked.push({ method, path, headers: init.headers as Record<string, string>, body: init.body });
    const answer = answers[`${method} ${path}`]?.shift();
    return answer === undefined ? Promise.reject(new TypeError('no network')) : Promise.resolve(answer);
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('http', () => {
  it('marks its writes and leaves its reads plain', async () => {
    answers = { 'GET /api/friends?before=7': [json(200, { items: [] })], 'POST /api/blocks': [new Response(null, { status: 204 })] };
    await http.get('/friends', { before: 7, q: '', limit: null });
    await http.post('/blocks', { userId: '1' });
    expect(asked[0]?.headers['X-Vidrn']).toBeUndefined();
    expect(asked[1]).toMatchObject({ headers: { 'X-Vidrn': '1', 'Content-Type': 'application/json' }, body: '{"userId":"1"}' });
  });

  it('renews a session once for several refused requests and repeats them', async () => {
    answers = {
      'GET /api/a': [expired(), json(200, { of: 'a' })],
      'GET /api/b': [expired(), json(200, { of: 'b' })],
      'POST /api/auth/refresh': [json(200, { user: { id: '1' } })],
    };
    expect(await Promise.all([http.get('/a'), http.get('/b')])).toEqual([{ of: 'a' }, { of: 'b' }]);
    expect(asked.filter(({ path }) => path.endsWith('/refresh'))).toHaveLength(1);
  });

  it('tells when the session is really over', async () => {
    const ended = vi.fn();
    whenSessionEnds(ended);
    answers = { 'GET /api/a': [expired()], 'POST /api/auth/refresh': [expired()] };
    await expect(http.get('/a')).rejects.toMatchObject({ code: 'session-expired', status: 401 });
    expect(ended).toHaveBeenCalledOnce();
  });

  it('reads problem details with their fields and the time to wait', async () => {
    answers = { 'POST /api/x': [json(429, { code: 'throttled', title: 'slowly', errors: { name: ['too short'] } }, { 'Retry-After': '7' })] };
    const error = await http.post('/x').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'throttled', retryAfterMs: 7_000, fields: { name: ['too short'] } });
  });

  it('gives what is no problem document a code by its status', async () => {
    answers = { 'GET /api/x': [new Response('<h1>Bad gateway</h1>', { status: 502 })] };
    await expect(http.get('/x')).rejects.toMatchObject({ code: 'server-fault' });
  });

  it('tells a missing network from an unreachable server', async () => {
    answers = {};
    await expect(http.get('/x')).rejects.toMatchObject({ code: 'unreachable', status: 0 });
    vi.stubGlobal('navigator', { onLine: false });
    await expect(http.get('/x')).rejects.toMatchObject({ code: 'offline' });
  });
});
