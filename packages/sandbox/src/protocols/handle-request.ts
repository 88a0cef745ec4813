import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { carryOut, NoAnswer, withhold, type MetFault } from '../faults/index.js';
import { AwsError, type Service } from '../services/service.js';
import { authenticate, type Authentication } from '../signature/authenticate.js';
import { sha256Hex } from '../signature/canonical.js';
import { readClaim } from '../signature/claim.js';
import { callContext, send, toAwsError, type HandlingContext } from './answering.js';
import { routeForm, routeJson, routeKind, type RpcRoute } from './dispatch.js';
import { handleRaw } from './handle-raw.js';
import { demandsOf, judgeCall, shownDemands, type Judged } from './judge-call.js';
import type { Rendered } from './protocol.js';
import { rawPathOf, urlOf } from './raw-path.js';
import { decodedBody, readBody } from './read-body.js';

/** Operations that AWS takes without a signature. */
const UNSIGNED = new Set(['AssumeRoleWithWebIdentity']);

const CONTROL_PREFIX = '/_bluegreen/';

/** One request, whatever it is. Never rejects: every failure is an answer. */
export async function handleRequest(
  context: HandlingContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort(new Error('The client went away.')));
  try {
    const url = urlOf(request);
    if (context.control && rawPathOf(request).startsWith(CONTROL_PREFIX)) {
      await context.control(request, response, url);
      return;
    }
    const kind = routeKind(request, url);
    if (kind === 'raw' || kind === 'cbor') await handleRaw(context, request, response, url, gone.signal, kind);
    else {
      const body = await readBody(request);
      const route = await routeOf(kind, context.services, request, url, body);
      await handleRpc(context, route, { request, response, url, body, signal: gone.signal });
    }
  } catch (error) {
    // Reached only when the request could not even be read; there is nobody left to tell in detail.
    const failure = toAwsError(error);
    send(
      request,
      response,
      { status: failure.status, headers: {}, body: `${failure.code}: ${failure.message}\n` },
      randomUUID(),
    );
  }
}

/** A body that cannot be had makes no form: the route then leads to the error that says why. */
async function routeOf(
  kind: 'json' | 'form',
  services: readonly Service[],
  request: IncomingMessage,
  url: URL,
  body: Buffer | AwsError,
): Promise<RpcRoute> {
  const bytes = body instanceof AwsError ? Buffer.alloc(0) : body;
  if (kind === 'json') return routeJson(services, request, bytes);
  try {
    return routeForm(services, url, await decodedBody(request, bytes));
  } catch (error) {
    return { ...routeForm(services, url, Buffer.alloc(0)), definition: undefined, lacking: toAwsError(error) };
  }
}

interface RpcExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** As it came; or why it was not taken in. */
  readonly body: Buffer | AwsError;
  readonly signal: AbortSignal;
}

async function handleRpc(context: HandlingContext, route: RpcRoute, exchange: RpcExchange): Promise<void> {
  const { request, response } = exchange;
  const requestId = randomUUID();
  const at = context.clock.now();
  let authentication: Authentication | null = null;
  let judged: Judged | null = null;
  let rendered: Rendered;
  let errorCode: string | null = null;
  let withheld: NoAnswer | null = null;
  let met: readonly MetFault[] = [];
  try {
    if (exchange.body instanceof AwsError) throw exchange.body;
    authentication = identityOf(context, route, exchange, exchange.body, at);
    if (!route.definition) throw route.lacking;
    const call = callContext(context, authentication, requestId, exchange.signal);
    const input = await route.input();
    const { definition, service, operation, family } = route;
    judged = judgeCall(context.authorizer, {
      ...{ demands: demandsOf(definition, input, call), definition, family, input },
      ...{ credential: authentication?.credential ?? null, region: context.region, now: at },
    });
    if (judged.refusal) throw judged.refusal;
    const resources = judged.demands[0]?.resources ?? ['*'];
    const facts = { requestId, service, operation, resources, input, conditional: false };
    met = context.faults.book.meet(facts);
    const handle = () => definition.handle(input, call);
    const output = await carryOut(context.faults.memory, met, facts, exchange, handle);
    rendered = route.protocol.answer(operation, output, requestId);
  } catch (error) {
    if (error instanceof NoAnswer) withheld = error;
    const failure = toAwsError(error);
    errorCode = failure.code;
    rendered = route.protocol.fail(failure, requestId);
  }
  // Logged before the answer leaves, so that a client that has its answer finds its call in the log.
  context.log.add({
    at,
    requestId,
    service: route.service,
    operation: route.operation,
    action: route.definition?.action ?? null,
    resources: judged?.demands[0]?.resources ?? ['*'],
    demands: shownDemands(judged?.demands),
    verdict: judged?.verdict ?? null,
    callerArn: authentication?.credential.callerArn ?? null,
    accessKeyId: authentication?.credential.accessKeyId ?? null,
    status: withheld ? 0 : rendered.status,
    errorCode: withheld ? withheld.name : errorCode,
    durationMs: context.clock.now() - at,
    ...(met.length > 0 ? { faults: met.map(({ fault }) => fault.id) } : {}),
  });
  if (withheld) withhold(request, withheld);
  else send(request, response, rendered, requestId);
}

function identityOf(
  context: HandlingContext,
  route: RpcRoute,
  { request, url }: RpcExchange,
  body: Buffer,
  now: number,
): Authentication | null {
  if (UNSIGNED.has(route.operation) && readClaim(request, url).kind === 'none') return null;
  // A service the sandbox lacks has no name to hold against the scope: the "lacking" answer should come, not a riddle.
  const claim = readClaim(request, url);
  const service = route.service === 'unknown' && claim.kind === 'claim' ? claim.claim.service : route.service;
  return authenticate({
    request,
    url,
    family: route.family,
    service,
    credentials: context.credentials,
    now,
    bodyHash: sha256Hex(body),
  });
}
