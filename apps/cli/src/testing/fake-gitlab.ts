import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeGitLab {
  readonly url: string;
  /** As stored: keys are `scope/KEY`. */
  readonly variables: Map<string, Record<string, unknown>>;
  readonly deployments: Record<string, unknown>[];
  /** Method and path of every call, in order. */
  readonly calls: string[];
  close(): Promise<void>;
}

export interface FakeGitLabOptions {
  readonly token: string;
  readonly scopes?: readonly string[];
  readonly accessLevel?: number;
  readonly protectedBranches?: readonly string[];
}

/** The part of GitLab's REST API that Bluegreen uses, on loopback, with GitLab's own refusals. */
export async function startFakeGitLab(options: FakeGitLabOptions): Promise<FakeGitLab> {
  const variables: FakeGitLab['variables'] = new Map();
  const deployments: FakeGitLab['deployments'] = [];
  const calls: string[] = [];
  const world = { options, variables, deployments };
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://gitlab');
    calls.push(`${request.method} ${url.pathname}`);
    void answer(world, request, url).then(({ status, body }) => reply(response, status, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, variables, deployments, calls },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type World = Pick<FakeGitLab, 'variables' | 'deployments'> & { readonly options: FakeGitLabOptions };
type Answer = { readonly status: number; readonly body: unknown };

async function answer(world: World, request: IncomingMessage, url: URL): Promise<Answer> {
  const { options, deployments } = world;
  const given = request.headers['private-token'] ?? request.headers['job-token'];
  if (given !== options.token) return { status: 401, body: { message: '401 Unauthorized' } };
  const body = await bodyOf(request);
  const path = /^\/api\/v4\/projects\/group%2Fapp(?<rest>\/.*)?$/.exec(url.pathname)?.groups;
  if (url.pathname === '/api/v4/personal_access_tokens/self') {
    return { status: 200, body: { id: 1, scopes: options.scopes ?? ['api'] } };
  }
  if (!path) return { status: 404, body: { message: '404 Project Not Found' } };
  const rest = path['rest'] ?? '';
  if (rest === '') return { status: 200, body: projectOf(options) };
  if (rest === '/protected_branches') {
    return { status: 200, body: (options.protectedBranches ?? ['main']).map((name) => ({ name })) };
  }
  if (rest === '/deployments' && request.method === 'GET') {
    const wanted = deployments.filter(({ environment }) => environment === url.searchParams.get('environment'));
    return { status: 200, body: wanted.toReversed().slice(0, 1) };
  }
  if (rest === '/deployments') {
    const created = { id: deployments.length + 1, ...body };
    deployments.push(created);
    return { status: 201, body: created };
  }
  return variablesAnswer(world, request.method!, rest, url, body);
}

function variablesAnswer(
  { variables }: World,
  method: string,
  rest: string,
  url: URL,
  body: Record<string, unknown>,
): Answer {
  if (method === 'GET') return { status: 200, body: [...variables.values()] };
  const scope =
    url.searchParams.get('filter[environment_scope]') ?? (body['environment_scope'] as string | undefined) ?? '*';
  const key = method === 'POST' ? (body['key'] as string) : rest.split('/').at(-1)!;
  const name = `${scope}/${key}`;
  const known = variables.has(name);
  if (method === 'POST' && known) return { status: 400, body: { message: { key: ['has already been taken'] } } };
  if (method === 'PUT' && !known) return { status: 404, body: { message: '404 Variable Not Found' } };
  if (body['masked'] === true && String(body['value']).length < 8) {
    return { status: 400, body: { message: { value: ['is invalid'] } } };
  }
  const stored = { ...variables.get(name), ...body, key, environment_scope: scope };
  variables.set(name, stored);
  return { status: method === 'POST' ? 201 : 200, body: stored };
}

function projectOf({ accessLevel = 40 }: FakeGitLabOptions) {
  const permissions = { project_access: { access_level: accessLevel } };
  return { id: 7, path_with_namespace: 'group/app', default_branch: 'main', permissions };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
