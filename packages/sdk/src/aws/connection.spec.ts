import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLocal } from './client-settings.js';
import { createAwsPorts } from './index.js';
import type { FakeEndpoint } from './testing/fake-endpoint.js';
import { startFakeEndpoint, xml, xmlError } from './testing/fake-endpoint.js';

const VARIABLES = ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const;
const before = VARIABLES.map((name) => [name, process.env[name]] as const);
let fake: FakeEndpoint | undefined;
afterEach(async () => {
  await fake?.close();
  fake = undefined;
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

const identity = () => xml('GetCallerIdentity', '<Account>1</Account><Arn>a</Arn>');

describe('createAwsPorts', () => {
  it('obeys AWS_ENDPOINT_URL and the standard credential chain', async () => {
    fake = await startFakeEndpoint(identity);
    process.env['AWS_ENDPOINT_URL'] = fake.url;
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIAFROMENVIRONMENT';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
    process.env['AWS_SESSION_TOKEN'] = 'session';
    const ports = createAwsPorts({ region: 'eu-west-3' });
    await ports.identity.caller();
    ports.close();
    expect(fake.calls[0]!.headers['authorization']).toMatch(/Credential=AKIAFROMENVIRONMENT\/\d+\/eu-west-3\/sts\//);
    expect(fake.calls[0]!.headers['x-amz-security-token']).toBe('session');
  });

  it('spends no more calls on ELB than its published rate, and other services’ as they come', async () => {
    fake = await startFakeEndpoint(({ operation }) =>
      operation === 'GetCallerIdentity' ? identity() : xml(operation, ''),
    );
    const waited: number[] = [];
    let now = 0;
    const sleep = (ms: number) => Promise.resolve(void ((now += ms), waited.push(ms)));
    const ports = fake.ports({ clock: { now: () => now, sleep } });
    const arn = 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/a/0123456789abcdef';
    await Promise.all(Array.from({ length: 40 }, () => ports.targets.health(arn)));
    await ports.identity.caller();
    expect(waited).toEqual([]);
    await ports.targets.health(arn);
    expect(waited).toEqual([100]);
    ports.close();
  });

  it('keeps one connection alive for calls of different services', async () => {
    fake = await startFakeEndpoint(({ operation }) =>
      operation === 'GetCallerIdentity' ? identity() : xml(operation, ''),
    );
    const ports = fake.ports();
    await ports.identity.caller();
    await ports.stacks.outputs('s');
    await ports.targets.health('arn');
    await ports.identity.caller();
    expect(fake.calls).toHaveLength(4);
    expect(fake.connections()).toBe(1);
  });

  it('tries again after throttling, adaptively', async () => {
    fake = await startFakeEndpoint((_call, index) =>
      index === 0 ? xmlError('Throttling', 'Rate exceeded') : identity(),
    );
    expect(await fake.ports().identity.caller()).toEqual({ account: '1', arn: 'a' });
    expect(fake.calls).toHaveLength(2);
    expect(fake.calls[1]!.headers['amz-sdk-request']).toBe('attempt=2; max=8');
  });

  it('stops a call when its signal is aborted', async () => {
    const abort = new AbortController();
    fake = await startFakeEndpoint(() => {
      abort.abort();
      return 'silence';
    });
    await expect(fake.ports({ signal: abort.signal }).identity.caller()).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('gives up on an endpoint that says nothing', async () => {
    fake = await startFakeEndpoint(() => 'silence');
    await expect(fake.ports({ silenceMs: 50 }).identity.caller()).rejects.toMatchObject({
      code: 'ENDPOINT_UNREACHABLE',
    });
  });

  it('says that nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const endpoint = `http://127.0.0.1:${port}`;
    const ports = createAwsPorts({
      region: 'us-east-1',
      endpoint,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    await expect(ports.identity.caller()).rejects.toMatchObject({
      code: 'ENDPOINT_UNREACHABLE',
      message: expect.stringContaining(endpoint),
      next: expect.stringContaining('sandbox'),
    });
  });

  it('says that the endpoint is no URL', async () => {
    const ports = createAwsPorts({
      region: 'us-east-1',
      endpoint: 'not a url',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    await expect(ports.identity.caller()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('not a url'),
    });
  });

  it('addresses buckets by path at a local endpoint, whatever it is called', async () => {
    fake = await startFakeEndpoint(() => ({ body: '{}', headers: { etag: '"e"' } }));
    await fake
      .ports({ endpoint: fake.url.replace('127.0.0.1', 'localhost') })
      .documents('artifacts', 'p')
      .read('k');
    expect(fake.calls[0]!.path).toBe('/artifacts/p/k');
  });
});

describe('isLocal', () => {
  it.each([
    ['http://127.0.0.1:4566', true],
    ['http://127.0.7.3', true],
    ['http://localhost:4566', true],
    ['http://aws.localhost', true],
    ['http://[::1]:4566', true],
    ['http://sandbox:4566', true],
    ['https://s3.us-east-1.amazonaws.com', false],
    ['https://127.example.com', false],
    ['nonsense', false],
  ])('%s: %s', (endpoint, expected) => expect(isLocal(endpoint)).toBe(expected));
});
