/** A refusal of the API, or the failure to reach it, by a stable code (docs/protocol.md, section 2.3). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0: the server was not reached. */
  readonly status: number;
  readonly code: string;
  /** What is wrong with which field, in the server's words. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly retryAfterMs: number | null;

  constructor(status: number, code: string, message: string, more: { fields?: Record<string, string[]>; retryAfterMs?: number | null } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = more.fields ?? {};
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

/** Reads problem details (RFC 9457); anything else gets a code by its status. */
export async function readProblem(response: Response): Promise<ApiError> {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  const body = await response.json().catch(() => null) as { code?: unknown; title?: unknown; errors?: unknown } | null;
  const code = typeof body?.code === 'string' ? body.code : codeOfStatus(response.status);
  const title = typeof body?.title === 'string' ? body.title : response.statusText;
  return new ApiError(response.status, code, title, { fields: readFields(body?.errors), retryAfterMs });
}

function codeOfStatus(status: number): string {
  switch (status) {
    case 401: return 'session-expired';
    case 403: return 'forbidden';
    case 404: return 'not-found';
    case 413: return 'too-large';
    case 429: return 'throttled';
    default: return status >= 500 ? 'server-fault' : 'validation-failed';
  }
}

function readFields(errors: unknown): Record<string, string[]> {
  if (typeof errors !== 'object' || errors === null) return {};
  return Object.fromEntries(Object.entries(errors).map(([field, texts]) => [field, Array.isArray(texts) ? texts.map(String) : [String(texts)]]));
}
