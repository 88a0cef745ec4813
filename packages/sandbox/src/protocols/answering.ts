import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authorizer } from '../authorization/index.js';
import type { CallLog } from '../call-log.js';
import type { SandboxClock } from '../clock.js';
import type { Interference } from '../faults/index.js';
import { AwsError, type CallContext, type Service } from '../services/service.js';
import type { Authentication } from '../signature/authenticate.js';
import type { CredentialBook } from '../signature/credentials.js';
import type { Rendered } from './protocol.js';

export type ControlHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

export interface HandlingContext {
  readonly services: readonly Service[];
  readonly credentials: CredentialBook;
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly account: string;
  readonly region: string;
  readonly log: CallLog;
  readonly control: ControlHandler | undefined;
  readonly faults: Interference;
  /** Judges calls by the caller's policies; without it, everybody may do everything. */
  readonly authorizer: Authorizer | undefined;
}

export function callContext(
  context: HandlingContext,
  authentication: Authentication | null,
  requestId: string,
  signal: AbortSignal,
): CallContext {
  return {
    requestId,
    region: context.region,
    account: context.account,
    accessKeyId: authentication?.credential.accessKeyId ?? null,
    callerArn: authentication?.credential.callerArn ?? 'anonymous',
    signal,
  };
}

/** Anything that is not an AwsError is a fault of the sandbox: said loudly, as an internal failure. */
export function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError('InternalFailure', `The Bluegreen sandbox failed on this call: ${text}`, 500);
}

export function send(request: IncomingMessage, response: ServerResponse, rendered: Rendered, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = Buffer.from(rendered.body);
  const headers: Record<string, string> = {
    ...rendered.headers,
    'content-length': String(body.length),
    'x-amzn-requestid': requestId,
  };
  // Bytes of the body may still be on their way: they must not be read as the next request.
  if (!request.complete) headers['connection'] = 'close';
  response.writeHead(rendered.status, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
  request.resume();
}

export function hostId(): string {
  return randomBytes(48).toString('base64');
}
