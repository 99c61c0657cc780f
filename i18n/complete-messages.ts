export type Messages = { readonly [key: string]: string | Messages };

/** A translation in which nothing is missing: what it lacks is said in English. */
export function completeMessages(translated: Messages, english: Messages): Messages {
  return Object.fromEntries(
    Object.entries(english).map(([key, original]) => {
      const own = translated[key];
      if (typeof original === 'string') return [key, typeof own === 'string' ? own : original];
      return [key, completeMessages(typeof own === 'object' ? own : {}, original)];
    }),
  );
}
