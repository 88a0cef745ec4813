import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { CallContext } from '../service.js';
import type { S3Context } from './request.js';
import { ROUTES } from './routes.js';
import { renderXml, type XmlDocument } from './xml.js';

/** An operation on a bucket from inside the sandbox: as a client's request would do it, without the wire. */
export async function perform(
  context: S3Context,
  name: string,
  bucket: string,
  content: XmlDocument | string | undefined,
): Promise<void> {
  const route = ROUTES.find(({ operation }) => operation.name === name);
  if (!route) throw new Error(`The sandbox's s3 has no ${name}.`);
  const document = content === undefined ? '' : typeof content === 'string' ? content : renderXml(content);
  const body = Buffer.from(document);
  const call: CallContext = {
    requestId: 'inside',
    region: context.region,
    account: context.account,
    accessKeyId: null,
    callerArn: `arn:aws:iam::${context.account}:root`,
    signal: new AbortController().signal,
  };
  await route.operation.handle(context, {
    ...{ bucket, key: '', call, origin: '', method: route.method },
    query: new URLSearchParams(route.needs.map((need): [string, string] => [need, ''])),
    headers: body.length > 0 ? { 'content-md5': createHash('md5').update(body).digest('base64') } : {},
    body: { stream: Readable.from(body.length > 0 ? [body] : []), trailers: () => ({}), length: body.length },
  });
}
