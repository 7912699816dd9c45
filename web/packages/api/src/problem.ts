/* One error class for every failed request. `code` says who must do what; `detail` is ready to show. */

export interface Problem {
  type?: string;
  title?: string;
  status: number;
  code: string;
  detail?: string;
  fields?: { field: string; message: string }[];
  request_id?: string;
}

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly fields: { field: string; message: string }[];
  readonly requestId: string | undefined;
  /** Seconds to wait before trying again, when the server said so. */
  readonly retryAfterS: number | undefined;

  constructor(problem: Problem, retryAfterS?: number) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail ?? problem.title;
    this.fields = problem.fields ?? [];
    this.requestId = problem.request_id;
    this.retryAfterS = retryAfterS;
  }

  /** The request may never have arrived: the same action can be sent again with the same key. */
  get unreachable(): boolean {
    return this.code === 'unreachable';
  }

  /** Somebody else changed the thing in between: the text is kept and the person decides. */
  get stale(): boolean {
    return this.status === 409;
  }
}

export const unreachable = () => new ApiError({ status: 0, code: 'unreachable' });

/** Reads a failed answer; a proxy's HTML page becomes a problem with the code "http_<status>". */
export async function readProblem(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('Retry-After'));
  const retryAfterS = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined;
  try {
    const body = (await response.json()) as Partial<Problem>;
    const code = body.code ?? `http_${response.status}`;
    return new ApiError({ ...body, status: response.status, code }, retryAfterS);
  } catch {
    const code = `http_${response.status}`;
    return new ApiError({ status: response.status, code, title: response.statusText }, retryAfterS);
  }
}
