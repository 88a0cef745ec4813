import { createHash, createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RunningS3 } from './start-s3.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A signed request for what the clients cannot be made to send: the target goes onto the wire exactly as given. */
export async function signedFetch(
  running: Pick<RunningS3, 'client'>,
  method: string,
  target: string,
  options: { readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<RawAnswer> {
  const endpoint = new URL(running.client.endpoint);
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const headers: Record<string, string> = {
    host: endpoint.host,
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-amz-date': date,
    ...options.headers,
  };
  headers['authorization'] = authorization(running.client, method, target, headers, date);
  if (options.body !== undefined && !('transfer-encoding' in headers))
    headers['content-length'] ??= String(Buffer.byteLength(options.body));
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: endpoint.hostname, port: endpoint.port, method, path: target, headers });
    request.on('error', reject);
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((body) => resolve({ status, headers, body }), reject);
    });
    request.end(options.body);
  });
}

function authorization(
  client: RunningS3['client'],
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  date: string,
): string {
  const [path = '', query = ''] = target.split('?');
  const parameters = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => (part.includes('=') ? part : `${part}=`))
    .sort();
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('');
  const payload = headers['x-amz-content-sha256'] ?? '';
  const canonical = [method, path, parameters.join('&'), lines, names.join(';'), payload].join('\n');
  const scope = `${date.slice(0, 8)}/${client.region}/s3/aws4_request`;
  const hash = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', date, scope, hash].join('\n');
  const sign = (key: string | Buffer, value: string) => createHmac('sha256', key).update(value).digest();
  const secret = `AWS4${client.credentials.secretAccessKey}`;
  const key = scope.split('/').reduce<string | Buffer>((previous, part) => sign(previous, part), secret);
  const signature = sign(key, toSign).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${client.credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}
