import type { EventOutcome } from './lifecycle-host.js';

/** Ends an event with one of the agent's error codes (contract C8). Any other error counts as UnknownError. */
export class HookFailure extends Error {
  readonly errorCode: EventOutcome['errorCode'];
  readonly scriptName: string;

  constructor(errorCode: EventOutcome['errorCode'], scriptName: string, message: string) {
    super(message);
    this.name = 'HookFailure';
    this.errorCode = errorCode;
    this.scriptName = scriptName;
  }
}

export function succeeded(logTail: string): EventOutcome {
  return { status: 'Succeeded', errorCode: 'Success', scriptName: null, message: 'Succeeded', logTail };
}

export function failed(error: unknown, logTail: string): EventOutcome {
  const hook = error instanceof HookFailure ? error : null;
  return {
    status: 'Failed',
    errorCode: hook?.errorCode ?? 'UnknownError',
    scriptName: hook?.scriptName ?? null,
    message: error instanceof Error ? error.message : String(error),
    logTail,
  };
}
