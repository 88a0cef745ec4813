import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAwsPorts } from '../index.js';
import type { AwsPorts, AwsPortsOptions } from '../index.js';

/** One request as an AWS client really sent it. */
export interface SeenCall {
  readonly operation: string;
  /** Body of a Query call, or query string of an S3 call. */
  readonly form: Readonly<Record<string, string>>;
  /** Body of a JSON call. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** `reset` cuts the connection, `silence` never answers. */
export type Answer =
  | { readonly status?: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | 'reset'
  | 'silence';

export interface FakeEndpoint {
  readonly url: string;
  readonly calls: SeenCall[];
  /** Connections opened so far. */
  readonly connections: () => number;
  /** Ports whose every client talks to this endpoint. */
  ports(options?: Partial<AwsPortsOptions>): AwsPorts;
  close(): Promise<void>;
}

/** An HTTP server that records AWS calls and answers what `answer` says, so that real clients run to their last byte. */
export async function startFakeEndpoint(
  answer: (call: SeenCall, index: number) => Answer | Promise<Answer>,
): Promise<FakeEndpoint> {
  const calls: SeenCall[] = [];
  const opened: AwsPorts[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const call = await readCall(request).catch(() => null);
      // The client gave up in the middle of its request.
      if (!call) return;
      calls.push(call);
      const said = await answer(call, calls.length - 1);
      if (said === 'reset') request.socket.destroy();
      else if (said !== 'silence') {
        const headers = { 'x-amzn-RequestId': 'fake-request', ...said.headers };
        response.writeHead(said.status ?? 200, headers).end(request.method === 'HEAD' ? undefined : said.body);
      }
    })();
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    connections: () => connections,
    ports(options) {
      const ports = createAwsPorts({
        region: 'us-east-1',
        endpoint: url,
        credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
        ...options,
      });
      opened.push(ports);
      return ports;
    },
    async close() {
      for (const ports of opened) ports.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readCall(request: IncomingMessage): Promise<SeenCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
  const target = String(request.headers['x-amz-target'] ?? '');
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const form = Object.fromEntries(isForm ? new URLSearchParams(body.toString()) : searchParams);
  const json = target ? (JSON.parse(body.toString() || '{}') as Record<string, unknown>) : {};
  const operation = target.split('.').pop() || form['Action'] || s3Operation(request.method ?? '', pathname, form);
  return { operation, form, json, path: pathname, headers: request.headers, body };
}

function s3Operation(method: string, path: string, query: Readonly<Record<string, string>>): string {
  const isObject = path.split('/').filter(Boolean).length > 1;
  if (query['x-id']) return query['x-id'];
  if (method === 'HEAD') return isObject ? 'HeadObject' : 'HeadBucket';
  if (query['list-type'] === '2') return 'ListObjectsV2';
  if (method === 'POST') return query['uploadId'] ? 'CompleteMultipartUpload' : 'CreateMultipartUpload';
  return `${method} ${path}`;
}

/** Answer of a Query service: `result` is the XML inside of `<OperationResult>`. */
export function xml(operation: string, result: string): Answer {
  const body = `<${operation}Response><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${operation}Response>`;
  return { body, headers: { 'content-type': 'text/xml' } };
}

/** Refusal of a Query service (contract A2). */
export function xmlError(code: string, message: string, status = 400): Answer {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
  return { status, body, headers: { 'content-type': 'text/xml' } };
}

export function json(body: object): Answer {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/x-amz-json-1.1' } };
}

/** Refusal of a JSON service (contract A3). */
export function jsonError(type: string, message: string, status = 400): Answer {
  const body = JSON.stringify({ __type: type, message });
  return { status, body, headers: { 'content-type': 'application/x-amz-json-1.1' } };
}

/** Refusal of S3. */
export function s3Error(code: string, status: number, message = 'Refused.'): Answer {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, body, headers: { 'content-type': 'application/xml' } };
}
