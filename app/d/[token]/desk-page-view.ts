import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

export type DeskPageView = inferRouterOutputs<AppRouter>['deskPage']['get'];

/** For a minute after a form was refused: what was typed as extension. Never the PIN. */
export const EXTENSION_COOKIE = 'perch-extension';
