import { connect } from 'node:net';
import { parseResponseHead } from '../http/response-head.js';
import type { CheckOutcome } from './health-state.js';

export interface ProbeInput {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly agent: string;
  /** Real time for the whole check. */
  readonly timeoutMs: number;
  readonly matches: (status: number) => boolean;
}

const MAX_ANSWER_BYTES = 32_768;
const FAILED: CheckOutcome = { passed: false, cause: { kind: 'failed-checks' } };

/**
 * One health check on a connection of its own (contract B1). `onOutcome` is called once, unless the returned function
 * cancels the check first; `onClosed` is called when the connection is gone.
 */
export function probe(input: ProbeInput, onOutcome: (outcome: CheckOutcome) => void, onClosed: () => void): () => void {
  const socket = connect({ host: input.host, port: input.port, noDelay: true });
  let answered = false;
  let text = '';
  const settle = (outcome: CheckOutcome): void => {
    if (answered) return;
    answered = true;
    onOutcome(outcome);
  };
  const deadline = setTimeout(() => {
    settle({ passed: false, cause: { kind: 'timeout' } });
    socket.destroy();
  }, input.timeoutMs);
  deadline.unref();
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    if (answered) return;
    text += chunk;
    const outcome = judge(text, input.matches);
    if (outcome !== null) settle(outcome);
  });
  socket.on('error', () => settle(FAILED));
  socket.on('close', () => {
    clearTimeout(deadline);
    settle(FAILED);
    onClosed();
  });
  socket.write(
    `GET ${input.path} HTTP/1.1\r\nHost: ${input.host}:${input.port}\r\nConnection: close\r\nUser-Agent: ${input.agent}\r\n\r\n`,
  );
  return () => {
    answered = true;
    socket.destroy();
  };
}

/** Null while the head is incomplete. The body is read away by the caller, so that the target sees a clean end. */
function judge(text: string, matches: (status: number) => boolean): CheckOutcome | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return text.length > MAX_ANSWER_BYTES ? FAILED : null;
  const head = parseResponseHead(text.slice(0, end + 4));
  if (head === null) return FAILED;
  return matches(head.status)
    ? { passed: true }
    : { passed: false, cause: { kind: 'code-mismatch', status: head.status } };
}
