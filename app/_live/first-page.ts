/** How lists go on: each page names the cursor of the next. */
export const firstPage = {
  getNextPageParam: (page: { nextCursor: string | null }): string | undefined => page.nextCursor ?? undefined,
};
