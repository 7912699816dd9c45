import { isApiError } from '@centralino/api/client.ts';
import { QueryClient } from '@tanstack/react-query';

/** A refusal is final; only a server that did not answer, or stumbled, is asked again. */
const mayRetry = (failures: number, error: unknown): boolean =>
  isApiError(error) && (error.unreachable || error.status >= 502) && failures < 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: mayRetry, staleTime: 10_000, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});
