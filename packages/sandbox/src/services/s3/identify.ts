import type { IncomingMessage } from 'node:http';
import { AwsError } from '../service.js';
import { keyTooLong, methodNotAllowed, notInSandbox } from './errors.js';
import { readTarget, type Operation, type Target } from './request.js';
import { ROUTES, type Level } from './routes.js';

const MAX_KEY_BYTES = 1024;

export interface Identified {
  readonly operation: Operation;
  readonly target: Target;
}

/** What a request is. Requests that are nothing the sandbox knows come out as an operation that refuses by name. */
export function identify(request: IncomingMessage, url: URL): Identified {
  const target = targetOf(request, url);
  if (target instanceof AwsError) {
    const nowhere = { bucket: '', key: '', query: url.searchParams };
    return { operation: refusing(target.code, target), target: nowhere };
  }
  const method = request.method ?? 'GET';
  const level = levelOf(target);
  const route = ROUTES.find(
    (one) =>
      one.method === method &&
      one.level === level &&
      one.needs.every((name) => target.query.has(name)) &&
      (one.header === undefined || one.header in request.headers),
  );
  const unknown = [...target.query.keys()].find((name) => !isCommon(name) && !knows(route, name));
  if (route && unknown === undefined) return { operation: bounded(route.operation, target.key), target };
  const name = lackingName(method, level, unknown);
  const error =
    unknown === undefined ? methodNotAllowed(method, level.toUpperCase()) : notInSandbox(`${name} (?${unknown})`);
  return { operation: refusing(name, error), target };
}

/** ARN the call is judged on (contract E). */
export function resourceOf({ operation, target }: Identified): string {
  if (target.bucket === '') return '*';
  if (operation.name === 'DeleteObjects') return `arn:aws:s3:::${target.bucket}/*`;
  return `arn:aws:s3:::${target.bucket}${target.key === '' ? '' : `/${target.key}`}`;
}

export function actionOf({ operation, target }: Identified): string {
  return target.query.has('versionId') ? (operation.versionAction ?? operation.action) : operation.action;
}

function targetOf(request: IncomingMessage, url: URL): Target | AwsError {
  try {
    return readTarget(request, url);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

function levelOf(target: Target): Level {
  if (target.bucket === '') return 'service';
  return target.key === '' ? 'bucket' : 'object';
}

/** Parameters of presigned addresses and the operation's name that the JS client adds (contract A8). */
function isCommon(name: string): boolean {
  return name === 'x-id' || name.toLowerCase().startsWith('x-amz-');
}

function knows(route: (typeof ROUTES)[number] | undefined, name: string): boolean {
  return route !== undefined && (route.needs.includes(name) || route.takes.includes(name));
}

/** `GET ?acl` on a bucket is GetBucketAcl, and so on: S3 names most of its operations like that. */
function lackingName(method: string, level: Level, parameter: string | undefined): string {
  const word = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
  const resource = (parameter ?? '')
    .split(/[^A-Za-z0-9]+/)
    .map(word)
    .join('');
  return `${word(method.toLowerCase())}${word(level)}${resource}`;
}

function refusing(name: string, error: AwsError): Operation {
  const refuse = () => {
    throw error;
  };
  return { name, action: `s3:${name}`, handle: refuse };
}

function bounded(operation: Operation, key: string): Operation {
  const bytes = Buffer.byteLength(key);
  return bytes > MAX_KEY_BYTES ? { ...operation, handle: () => Promise.reject(keyTooLong(bytes)) } : operation;
}
