import type { IncomingMessage } from 'node:http';
import { readBody } from '../protocols/read-body.js';

/** A control call that cannot be answered. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    readonly problems: readonly string[],
  ) {
    super(problems.join('; '));
    this.name = 'ControlError';
  }
}

export function badRequest(problem: string): ControlError {
  return new ControlError(400, [problem]);
}

/** @throws ControlError when the body is not JSON */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request);
  try {
    if (!(body instanceof Error)) return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    // Said below.
  }
  throw badRequest('The body is not JSON.');
}
