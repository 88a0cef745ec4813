import { AwsError, type WireInput } from '../services/service.js';
import type { RpcProtocol } from './protocol.js';
import { queryCodeOf, shapeOf } from './query-compatible.js';

/** JSON 1.0 and 1.1: times as epoch seconds with fraction, errors by `__type` (contract A3). */
export function jsonProtocol(version: '1.0' | '1.1', queryCompatible: boolean): RpcProtocol {
  const headers = { 'content-type': `application/x-amz-json-${version}` };
  return {
    answer: (_operation, output) => ({ status: 200, headers, body: JSON.stringify(wire(output ?? {})) }),
    fail(error) {
      const type = queryCompatible ? shapeOf(error.code) : error.code;
      const queryError: Record<string, string> = queryCompatible
        ? { 'x-amzn-query-error': `${queryCodeOf(error.code)};${error.fault}` }
        : {};
      return {
        status: error.status,
        headers: { ...headers, 'x-amzn-errortype': type, ...queryError },
        body: JSON.stringify({ ...error.members, __type: type, message: error.message }),
      };
    },
  };
}

/** @throws AwsError SerializationException when the body is not a JSON object */
export function parseJsonInput(body: Buffer): WireInput {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AwsError('SerializationException', 'The request body is not a JSON object.');
  }
  return value as WireInput;
}

/** Dates before JSON.stringify sees them: its own toJSON would make them text. */
function wire(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(wire);
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wire(member)]));
}
