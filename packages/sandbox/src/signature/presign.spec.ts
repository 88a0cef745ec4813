import { buffer } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';
import { startGateway, type Gateway } from '../gateway.js';
import type { RawService } from '../services/service.js';
import { DEFAULT_KEY_PAIR } from './credentials.js';

const echo: RawService = {
  kind: 'raw',
  name: 's3',
  identify: () => ({ operation: 'Echo', action: 's3:Echo', resource: '*' }),
  async handle(request, response, _url, _call, body) {
    response.end(`${request.method} ${(await buffer(body.stream)).toString()}`);
  },
};

let now = () => Date.now();
let gateway: Gateway;
beforeEach(async () => {
  now = () => Date.now();
  gateway = await startGateway({ services: [echo], clock: { now: () => now() } });
});
afterEach(() => gateway.close());

interface Presigner {
  presign(request: object, options: { expiresIn: number }): Promise<{ query: Record<string, string> }>;
}

/** A URL that the AWS client signed to be used by anyone for a minute. */
async function presigned(method: string, path: string): Promise<string> {
  const { host, hostname, port } = new URL(gateway.endpoint);
  const store = new S3Client({ endpoint: gateway.endpoint, region: 'us-east-1', credentials: DEFAULT_KEY_PAIR });
  const signer = (await store.config.signer()) as unknown as Presigner;
  const request = {
    method,
    protocol: 'http:',
    hostname,
    port: Number(port),
    path,
    query: {},
    headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  };
  const { query } = await signer.presign(request, { expiresIn: 60 });
  return `${gateway.endpoint}${path}?${new URLSearchParams(query).toString().replaceAll('+', '%20')}`;
}

it.each([
  ['GET', undefined, 'GET '],
  ['PUT', 'hello', 'PUT hello'],
])('lets anyone %s with a presigned URL', async (method, body, text) => {
  const answer = await fetch(await presigned(method, '/bucket/a%20key'), { method, body });
  expect([answer.status, await answer.text()]).toEqual([200, text]);
});

it.each([
  ['another method', (url: string) => fetch(url, { method: 'PUT', body: 'x' }), 'SignatureDoesNotMatch'],
  ['another key', (url: string) => fetch(url.replace('/bucket/k', '/bucket/other')), 'SignatureDoesNotMatch'],
  ['a longer life', (url: string) => fetch(url.replace('Expires=60', 'Expires=600')), 'SignatureDoesNotMatch'],
  ['no time of expiry', (url: string) => fetch(url.replace('&X-Amz-Expires=60', '')), 'AuthorizationHeaderMalformed'],
])('refuses %s', async (_name, use, code) => {
  expect(await (await use(await presigned('GET', '/bucket/k'))).text()).toContain(`<Code>${code}</Code>`);
});

it('refuses it once it has expired', async () => {
  const url = await presigned('GET', '/bucket/k');
  now = () => Date.now() + 61_000;
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
});

it.each([
  ['in a URL', '?AWSAccessKeyId=AKIA&Signature=x&Expires=9999999999', undefined],
  ['in a header', '', { authorization: 'AWS AKIA:signature' }],
])('says that version 2 signatures are not taken: %s', async (_place, query, headers) => {
  const answer = await fetch(`${gateway.endpoint}/bucket/k${query}`, { headers });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Please use AWS4-HMAC-SHA256.')]);
});
