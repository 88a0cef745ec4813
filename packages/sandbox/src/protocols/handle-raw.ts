import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { handleRawWithFaults, NoAnswer, withhold, type MetFault } from '../faults/index.js';
import { AwsError, type Demand, type RawService } from '../services/service.js';
import { authenticate, type Authentication } from '../signature/authenticate.js';
import { readClaim } from '../signature/claim.js';
import type { Credential } from '../signature/credentials.js';
import { verifiedBody } from '../signature/verified-body.js';
import { callContext, hostId, send, toAwsError, type HandlingContext } from './answering.js';
import { beforeHead } from './before-head.js';
import { judgeCall, shownDemands, type Judged } from './judge-call.js';
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
  let judged: Judged | null = null;
  let errorCode: string | null = null;
  let met: readonly MetFault[] = [];
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
      demands: shownDemands(judged?.demands),
      verdict: judged?.verdict ?? null,
      callerArn: authentication?.credential.callerArn ?? null,
      accessKeyId: authentication?.credential.accessKeyId ?? null,
      status,
      errorCode: errorCode ?? (status >= 400 ? String(status) : null),
      durationMs: context.clock.now() - at,
      ...(met.length > 0 ? { faults: met.map(({ fault }) => fault.id) } : {}),
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
    const judge = judging(context, authentication.credential, at);
    judged = judge(identity.demands ?? [{ action: identity.action, resources: [identity.resource] }]);
    if (judged.refusal) throw judged.refusal;
    const body = verifiedBody(request, authentication);
    const facts = {
      ...{ requestId, service: service.name, operation: identity.operation, resources: [identity.resource] },
      ...{ input: null, conditional: isConditional(request) },
    };
    met = context.faults.book.meet(facts);
    const call = callContext(context, authentication, requestId, signal);
    try {
      await handleRawWithFaults(service, met, facts, { request, response, url, call, body });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'NoSuchKey' || !identity.whenMissing) throw error;
      judged = judge([...judged.demands, identity.whenMissing]);
      throw judged.refusal ?? error;
    }
    logCall(response.statusCode);
  } catch (error) {
    if (error instanceof NoAnswer) {
      errorCode = error.name;
      logCall(0);
      withhold(request, error);
      return;
    }
    const failure = toAwsError(error);
    errorCode = failure.code;
    send(request, response, s3Error(failure, rawPathOf(request), requestId, extendedId), requestId);
  }
}

/** What the caller's policies say to demands of this call. */
function judging(
  { authorizer, region }: HandlingContext,
  credential: Credential,
  now: number,
): (demands: readonly Demand[]) => Judged {
  return (demands) => judgeCall(authorizer, { demands, credential, input: null, family: 's3', region, now });
}

function isConditional({ method, headers }: IncomingMessage): boolean {
  const writes = method === 'PUT' || method === 'POST' || method === 'DELETE';
  return writes && (headers['if-match'] !== undefined || headers['if-none-match'] !== undefined);
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
