import { VidrnError } from './vidrnError';

/** Makes a room token; `room` is the room the session is in, null before the first join. */
export type TokenProvider = (room: string | null) => string | Promise<string>;

/** Tokens this close to their end are not used for a new connection. */
const expiryMarginMs = 5_000;

/** Where room tokens come from: one given at the start or by a move, then a provider. */
export class TokenSource {
  readonly #provider: TokenProvider | null;
  #token: string | null;
  #fresh = false;

  constructor(token: string | undefined, provider: TokenProvider | undefined) {
    if (token === undefined && provider === undefined) throw new VidrnError('argument-invalid', 'Give a token or a tokenProvider.');
    this.#token = token ?? null;
    this.#provider = provider ?? null;
  }

  /** A token to connect with: the last one while it is valid, else a new one. */
  async current(room: string | null): Promise<string> {
    this.#fresh = false;
    if (this.#token !== null && (this.#provider === null || expiresAt(this.#token) > Date.now() + expiryMarginMs)) return this.#token;
    if (this.#provider === null) throw new VidrnError('token-expired', 'There is no token for this room.');
    this.#token = await this.#provider(room);
    this.#fresh = true;
    return this.#token;
  }

  /** The session moved with this token. */
  replace(token: string): void {
    this.#token = token;
  }

  /** Forgets the token where another can be had; false when a retry would only be refused again. */
  discard(): boolean {
    if (this.#provider === null || this.#fresh) return false;
    this.#token = null;
    return true;
  }
}

/** The `exp` claim in milliseconds; infinite when it cannot be read: the server is the judge, this only saves a round trip. */
export function expiresAt(token: string): number {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { exp } = JSON.parse(atob(payload)) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : Infinity;
  } catch {
    return Infinity;
  }
}
