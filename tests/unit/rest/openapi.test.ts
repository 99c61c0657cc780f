import { describe, expect, it } from 'vitest';
import { matchRoute } from '#server/rest/match-route.ts';
import { openApiDocument } from '#server/rest/openapi.ts';
import { routes } from '#server/rest/routes.ts';
import { appRouter } from '#server/trpc/root.ts';

type Operation = {
  operationId: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: { 'application/json': { schema: Described } } };
  responses: Record<string, { description: string; content?: { 'application/json': { schema: Described } } }>;
};
type Described = {
  type?: string;
  properties?: Record<string, Described>;
  required?: string[];
  enum?: string[];
};

// As a client reads it: what JSON has no word for is gone.
const document = JSON.parse(JSON.stringify(openApiDocument('https://perch.test/api/v1')));
const operationOf = (method: string, path: string): Operation => document.paths[path]?.[method.toLowerCase()];

describe('the description of REST v1', () => {
  it('is OpenAPI 3.1 with a bearer token for everything', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: 'Perch', version: expect.any(String) });
    expect(document.servers).toEqual([{ url: 'https://perch.test/api/v1' }]);
    expect(document.components.securitySchemes.bearer).toEqual({ type: 'http', scheme: 'bearer' });
    expect(document.security).toEqual([{ bearer: [] }]);
  });

  it('has every call of the contract', () => {
    for (const call of [
      ...['POST /users', 'GET /users', 'GET /users/{extension}', 'PATCH /users/{extension}'],
      ...['DELETE /users/{extension}', 'GET /phones', 'POST /desks', 'GET /desks', 'GET /desks/{id}'],
      ...['PATCH /desks/{id}', 'DELETE /desks/{id}', 'POST /desks/{id}/login', 'POST /desks/{id}/logout'],
      ...['GET /audit'],
    ]) {
      const [method = '', path = ''] = call.split(' ');
      expect(operationOf(method, path), call).toBeDefined();
    }
  });

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s is described whole',
    (_name, route) => {
      const operation = operationOf(route.method, route.path);
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining([String(route.status), '401']));
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(route.path.match(/\{\w+\}/g) ?? []);
      expect(operation.requestBody !== undefined).toBe(['body', 'patch', 'file'].includes(route.takes));
      expect(operation.responses[route.status]?.content !== undefined).toBe(route.status !== 204);
    },
  );

  it('names every operation once, each of them a procedure', () => {
    const names = routes.map(({ procedure }) => procedure);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(appRouter._def.procedures)).toEqual(expect.arrayContaining(names));
  });

  it('describes bodies by what the procedures check', () => {
    const bodyOf = (method: string, path: string) =>
      operationOf(method, path).requestBody?.content['application/json'].schema;
    expect(bodyOf('POST', '/users')).toMatchObject({ required: ['extension', 'name', 'pin'] });
    const desk = bodyOf('POST', '/desks');
    expect(desk?.properties?.['provisioning']?.enum).toEqual(['pnp', 'rps', 'link']);
    expect(Object.keys(bodyOf('PATCH', '/desks/{id}')?.properties ?? {})).toEqual(
      Object.keys(desk?.properties ?? {}),
    );
    expect(Object.keys(bodyOf('POST', '/desks/{id}/login')?.properties ?? {})).toEqual([
      ...['extension', 'pin', 'takeOver'],
    ]);
  });

  it('pages every list', () => {
    for (const list of ['/users', '/phones', '/desks', '/audit']) {
      const { parameters, responses } = operationOf('GET', list);
      expect(parameters.find(({ name }) => name === 'limit')?.schema).toMatchObject({ maximum: 200 });
      expect(parameters.map(({ name }) => name)).toContain('cursor');
      expect(Object.keys(responses['200']?.content?.['application/json'].schema.properties ?? {})).toEqual([
        ...['items', 'nextCursor'],
      ]);
    }
  });

  it('has no PIN in any answer', () => {
    for (const { method, path, status } of routes) {
      const answer = operationOf(method, path).responses[status];
      expect(JSON.stringify(answer)).not.toMatch(/"pin/i);
    }
  });

  it('refers only to what it has', () => {
    const references = JSON.stringify(document).match(/#\/components\/schemas\/\w+/g) ?? [];
    for (const reference of new Set(references))
      expect(Object.keys(document.components.schemas)).toContain(reference.split('/').at(-1));
  });
});

describe('matching a path', () => {
  it('reads parameters as they were meant', () => {
    expect(matchRoute('GET', '/users/10%31')).toMatchObject({ is: 'route', params: { extension: '101' } });
    expect(matchRoute('HEAD', '/users')).toMatchObject({ is: 'route', route: { method: 'GET' } });
  });

  it.each(['', '/', '/users/', '//users', '/users/1/2/3', '/desks/%', '/DESKS', '/__proto__'])(
    'knows nothing at "%s"',
    (path) => expect(matchRoute('GET', path)).toEqual({ is: 'unknown' }),
  );

  it('says what is possible where the method is wrong', () => {
    expect(matchRoute('DELETE', '/audit')).toEqual({ is: 'wrong-method', allow: ['GET'] });
  });
});
