import { z } from 'zod';
import { appRouter } from '#server/trpc/root.ts';
import { errorSchema } from './answers.ts';
import { parameterName } from './match-route.ts';
import { BODY_BYTES_MAX } from './read-body.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

type Schema = Record<string, unknown> & {
  properties?: Record<string, Schema>;
  required?: string[];
};

/** A procedure as the router keeps it: by its whole path, with the schemas of its input. */
type Described = { _def: { inputs?: unknown[] } };

/** OpenAPI 3.1 of REST v1, made from what the procedures themselves check. */
export function openApiDocument(serverUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Perch', version: '1', description: 'Hot desking for desk phones.' },
    servers: [{ url: serverUrl }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: toSchema(errorSchema) },
    },
    paths,
  };
}

function operation(route: Route) {
  const input = inputSchema(route.procedure);
  const params = route.path.split('/').flatMap((part) => parameterName(part) ?? []);
  const body = bodySchema(route, input, params);
  return {
    operationId: route.procedure.replace('.', '_'),
    summary: route.summary,
    parameters: [
      ...params.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...(route.takes === 'query' ? queryParameters(input) : []),
      ...(route.takes === 'file' ? fileParameters(input) : []),
    ],
    ...(body && { requestBody: { required: true, content: json(body) } }),
    ...(route.takes === 'file' && { requestBody: fileBody(route) }),
    responses: { [route.status]: success(route), ...refusals(route) },
  };
}

function success({ answer, summary }: Route) {
  return { description: summary, ...(answer ? { content: json(toSchema(answer)) } : {}) };
}

function bodySchema({ takes }: Route, input: Schema, params: readonly string[]): Schema | undefined {
  if (takes === 'patch') return input.properties?.['patch'];
  if (takes !== 'body') return undefined;
  const kept = Object.entries(input.properties ?? {}).filter(([name]) => !params.includes(name));
  const required = input.required?.filter((name) => !params.includes(name));
  return { ...input, properties: Object.fromEntries(kept), ...(required ? { required } : {}) };
}

const queryParameters = ({ properties = {} }: Schema) =>
  Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: false },
    // What is coerced from text has no type of its own.
    schema: name === 'limit' ? { type: 'integer', minimum: 1, maximum: 200, default: 50 } : schema,
  }));

const fileParameters = ({ properties = {}, required = [] }: Schema) =>
  Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
    ...(name === 'models' ? { description: 'Separated by commas.' } : {}),
  }));

const fileBody = ({ fileType }: Route) => ({
  required: true,
  content:
    fileType === undefined
      ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
      : { [fileType]: { schema: { type: 'string' } } },
});

/** The statuses that a call of this form may refuse with, beside its own. */
function refusals({ takes, path, method }: Route) {
  const statuses: Record<string, string> = {
    401: 'No token, or one that opens nothing.',
    ...(method === 'GET' ? {} : { 403: 'The token may not do this, or the PIN is wrong.' }),
    ...(path.includes('{') ? { 404: 'There is no such thing.' } : {}),
    ...(takes === 'query' ? { 422: 'A value that cannot be; "fields" names it.' } : {}),
    ...(takes === 'body' || takes === 'patch' ? bodyRefusals : {}),
    ...(takes === 'file' ? fileRefusals : {}),
    ...(path.endsWith('/logout') ? { 409: 'Nobody is logged in here.' } : {}),
    ...(path.endsWith('/login') ? { 423: 'Locked after too many wrong PINs; see Retry-After.' } : {}),
    ...(method === 'GET' ? {} : { 429: 'Too much at once; see Retry-After.' }),
  };
  const content = json({ $ref: '#/components/schemas/Error' });
  return Object.fromEntries(
    Object.entries(statuses).map(([status, description]) => [status, { description, content }]),
  );
}

const bodyRefusals = {
  400: 'The body is not JSON.',
  409: 'An extension or MAC that is in use, or a desk that is occupied.',
  413: `The body is larger than ${BODY_BYTES_MAX / 1024} KB.`,
  422: 'A value that cannot be; "fields" names it.',
};

const fileRefusals = {
  409: 'The file is here already.',
  413: 'The file is larger than is taken.',
  422: 'A value that cannot be, or a file that did not arrive whole; "fields" names it.',
  507: "The server's disk has no room for it.",
};

/** The schema that the procedure checks its input by. */
function inputSchema(path: string): Schema {
  const procedures = appRouter._def.procedures as unknown as Record<string, Described | undefined>;
  const input = procedures[path]?._def.inputs?.[0];
  return input instanceof z.ZodType ? toSchema(input) : {};
}

/** As it is sent. An answer may have more fields than are described: the API grows. */
function toSchema(schema: z.ZodType): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest as Schema;
}

const json = (schema: object) => ({ 'application/json': { schema } });
