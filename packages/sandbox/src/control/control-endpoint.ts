import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LoggedCall } from '../call-log.js';
import type { ControlHandler } from '../protocols/answering.js';

export interface ControlActions {
  status(): Promise<object>;
  environment(): Readonly<Record<string, string>>;
  calls(): readonly LoggedCall[];
  /** Begins to stop; does not wait for the end. */
  stop(): void;
}

/** A web page can send a plain POST to loopback, but not this header without asking first; and nobody answers that. */
export const CONTROL_HEADER = 'x-bluegreen-control';

/** `/_bluegreen/status`, `env`, `calls` (GET) and `stop` (POST with the control header), as JSON. */
export function controlEndpoint(actions: ControlActions): ControlHandler {
  return async (request, response, url) => {
    if (!isLocal(request)) {
      answer(response, 403, { error: 'The control endpoint answers local programs only.' });
      return;
    }
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /_bluegreen/status':
        answer(response, 200, await actions.status());
        return;
      case 'GET /_bluegreen/env':
        answer(response, 200, actions.environment());
        return;
      case 'GET /_bluegreen/calls':
        answer(response, 200, actions.calls());
        return;
      case 'POST /_bluegreen/stop':
        if (request.headers[CONTROL_HEADER] === undefined) {
          answer(response, 403, { error: `The header ${CONTROL_HEADER} is missing.` });
          return;
        }
        answer(response, 202, { stopping: true });
        actions.stop();
        return;
      default:
        answer(response, 404, { error: `No ${request.method} ${url.pathname} here.` });
    }
  };
}

/** Keeps web pages out: those of other origins by Origin, rebound names by Host. */
function isLocal(request: IncomingMessage): boolean {
  const host = request.headers.host?.replace(/:\d+$/, '');
  return (host === '127.0.0.1' || host === 'localhost') && request.headers.origin === undefined;
}

function answer(response: ServerResponse, status: number, value: object): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}
