import type { IncomingMessage } from 'node:http';
import {
  AwsError,
  type OperationDefinition,
  type RawService,
  type RpcService,
  type Service,
  type WireInput,
} from '../services/service.js';
import type { ProtocolFamily } from '../signature/auth-errors.js';
import { ec2Query } from './ec2-query.js';
import { jsonProtocol, parseJsonInput } from './json.js';
import type { RpcProtocol } from './protocol.js';
import { rawPathOf } from './raw-path.js';
import { decodedBody } from './read-body.js';
import { parseQueryInput } from './query-input.js';
import { queryXml } from './query-xml.js';

/** An RPC call, worked out from its head and body. `definition` is undefined when the sandbox lacks the operation. */
export interface RpcRoute {
  readonly kind: 'rpc';
  readonly service: string;
  readonly operation: string;
  readonly family: Exclude<ProtocolFamily, 's3'>;
  readonly protocol: RpcProtocol;
  readonly definition: OperationDefinition | undefined;
  readonly lacking: AwsError;
  readonly input: () => WireInput | Promise<WireInput>;
}

export interface RawRoute {
  readonly kind: 'raw';
  readonly service: RawService;
}

/** What the head alone tells; the order of tests is that of contract A1. */
export type RouteKind = 'cbor' | 'json' | 'form' | 'raw';

export function routeKind(request: IncomingMessage, url: URL): RouteKind {
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') return 'cbor';
  if (request.headers['x-amz-target'] !== undefined) return 'json';
  const type = request.headers['content-type'] ?? '';
  const path = rawPathOf(request);
  if (request.method === 'POST' && path === '/' && type.toLowerCase().startsWith('application/x-www-form-urlencoded'))
    return 'form';
  if (request.method === 'GET' && path === '/' && url.searchParams.has('Action')) return 'form';
  return 'raw';
}

export function routeJson(services: readonly Service[], request: IncomingMessage, body: Buffer): RpcRoute {
  const target = String(request.headers['x-amz-target']);
  const dot = target.lastIndexOf('.');
  const prefix = target.slice(0, Math.max(dot, 0)).toLowerCase();
  const operation = target.slice(dot + 1);
  const service = services.find(
    (one): one is RpcService => one.kind === 'rpc' && one.json?.targetPrefix.toLowerCase() === prefix,
  );
  const version = (request.headers['content-type'] ?? '').includes('json-1.0')
    ? '1.0'
    : (service?.json?.version ?? '1.1');
  return {
    kind: 'rpc',
    service: service?.name ?? 'unknown',
    operation,
    family: 'json',
    protocol: jsonProtocol(version, service?.json?.queryCompatible ?? false),
    definition: definitionOf(service, operation),
    lacking: lacking('UnknownOperationException', service, target),
    input: async () => parseJsonInput(await decodedBody(request, body)),
  };
}

/** @param body already decoded, because the form itself names the operation */
export function routeForm(services: readonly Service[], url: URL, body: Buffer): RpcRoute {
  const form = body.length > 0 ? new URLSearchParams(body.toString('utf8')) : withoutSignature(url.searchParams);
  const operation = form.get('Action') ?? '';
  const version = form.get('Version') ?? '';
  const service = services.find((one): one is RpcService => one.kind === 'rpc' && one.query?.version === version);
  const isEc2 = service?.query?.flavour === 'ec2';
  const namespace = service?.query?.namespace ?? 'http://bluegreen.invalid/unknown/';
  return {
    kind: 'rpc',
    service: service?.name ?? 'unknown',
    operation,
    family: isEc2 ? 'ec2' : 'query',
    protocol: isEc2 ? ec2Query(namespace) : queryXml(namespace),
    definition: definitionOf(service, operation),
    lacking: lacking('InvalidAction', service, operation || '(no Action)', `Version=${version}`),
    input: () => parseQueryInput(form),
  };
}

function definitionOf(service: RpcService | undefined, operation: string): OperationDefinition | undefined {
  return service && Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
}

function lacking(code: string, service: RpcService | undefined, operation: string, hint = ''): AwsError {
  const text = service
    ? `The Bluegreen sandbox has no operation ${operation} in its ${service.name} service.`
    : `The Bluegreen sandbox has no service for operation ${operation}${hint && ` (${hint})`}.`;
  return new AwsError(code, text);
}

function withoutSignature(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => !name.startsWith('X-Amz-')));
}
