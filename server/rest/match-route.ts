import type { Route } from './route.ts';
import { routes } from './routes.ts';

export type Match =
  | { is: 'route'; route: Route; params: Readonly<Record<string, string>> }
  | { is: 'wrong-method'; allow: readonly string[] }
  | { is: 'unknown' };

type Compiled = { route: Route; segments: readonly string[] };
const compiled: readonly Compiled[] = routes.map((route) => ({ route, segments: route.path.split('/') }));

/** Finds the route of a path below `/api/v1`. HEAD is GET without the body. */
export function matchRoute(method: string, path: string): Match {
  const segments = decodeSegments(path);
  if (segments === undefined) return { is: 'unknown' };
  const fitting = compiled.flatMap(({ route, segments: pattern }) => {
    const params = matchSegments(pattern, segments);
    return params === undefined ? [] : [{ is: 'route' as const, route, params }];
  });
  if (fitting.length === 0) return { is: 'unknown' };
  const wanted = method === 'HEAD' ? 'GET' : method;
  const found = fitting.find(({ route }) => route.method === wanted);
  return found ?? { is: 'wrong-method', allow: fitting.map(({ route }) => route.method) };
}

function decodeSegments(path: string): string[] | undefined {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function matchSegments(pattern: readonly string[], segments: readonly string[]) {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const given = segments[index] ?? '';
    const name = parameterName(part);
    if (name === undefined && part !== given) return undefined;
    if (name !== undefined && given === '') return undefined;
    if (name !== undefined) params[name] = given;
  }
  return params;
}

/** `id` of `{id}`; undefined for a part that stands for itself. */
export const parameterName = (part: string): string | undefined => /^\{(\w+)\}$/.exec(part)?.[1];
