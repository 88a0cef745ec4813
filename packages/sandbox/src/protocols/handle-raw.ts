import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, type RawService } from '../services/service.js';
import { authenticate, type Authentication } from '../signature/authenticate.js';
import { readClaim } from '../signature/claim.js';
import { verifiedBody } from '../signature/verified-body.js';
import { callContext, hostId, send, toAwsError, type HandlingContext } from './answering.js';
import { beforeHead } from './before-head.js';
import { rawPathOf } from './raw-path.js';
import { s3Error } from './s3-error.js';

/** What is left when no RPC protocol claims the request: S3, or a service the sandbox lacks. */
export async function handleRaw(
  context: HandlingContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  signal: AbortSignal,
  kind: 'raw' | 'cbor',
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const extendedId = hostId();
  const at = context.clock.now();
  const scope = readClaim(request, url);
  const scopeService = scope.kind === 'claim' ? scope.claim.service : 's3';
  const service = kind === 'cbor' ? undefined : rawServiceOf(context, scopeService);
  let identity: ReturnType<RawService['identify']> | null = null;
  let authentication: Authentication | null = null;
  let errorCode: string | null = null;
  response.setHeader('x-amz-request-id', requestId);
  response.setHeader('x-amz-id-2', extendedId);
  let logged = false;
  const logCall = (status: number) => {
    if (logged) return;
    logged = true;
    context.log.add({
      at,
      requestId,
      service: service?.name ?? scopeService,
      operation: identity?.operation ?? `${request.method} ${rawPathOf(request)}`,
      action: identity?.action ?? null,
      resources: [identity?.resource ?? '*'],
      callerArn: authentication?.credential.callerArn ?? null,
      accessKeyId: authentication?.credential.accessKeyId ?? null,
      status,
      errorCode: errorCode ?? (status >= 400 ? String(status) : null),
      durationMs: context.clock.now() - at,
    });
  };
  // A client that has its answer finds its call in the log.
  beforeHead(response, logCall);
  try {
    if (!service) throw lackingService(request, scopeService, kind);
    identity = service.identify(request, url);
    authentication = authenticate({
      ...{ request, url, family: 's3', service: service.name, now: at },
      ...{ credentials: context.credentials, bodyHash: undefined },
    });
    const body = verifiedBody(request, authentication);
    await service.handle(request, response, url, callContext(context, authentication, requestId, signal), body);
    logCall(response.statusCode);
  } catch (error) {
    const failure = toAwsError(error);
    errorCode = failure.code;
    send(request, response, s3Error(failure, rawPathOf(request), requestId, extendedId), requestId);
  }
}

function rawServiceOf({ services }: HandlingContext, name: string): RawService | undefined {
  return services.find((one): one is RawService => one.kind === 'raw' && one.name === name);
}

function lackingService(request: IncomingMessage, service: string, kind: 'raw' | 'cbor'): AwsError {
  const call = `${request.method} ${rawPathOf(request)}`;
  const text =
    kind === 'cbor'
      ? `The Bluegreen sandbox does not speak RPC v2 CBOR (${call}); use the client's default protocol.`
      : `The Bluegreen sandbox has no service for ${call} (credential scope ${service}).`;
  return new AwsError('NotImplemented', text, 501);
}
