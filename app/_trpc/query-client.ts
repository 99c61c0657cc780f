import { defaultShouldDehydrateQuery, QueryClient } from '@tanstack/react-query';

/** What was prefetched for a page is shown at once; changes arrive by events, not by polling. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: 1 },
      dehydrate: {
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
      },
    },
  });
}
