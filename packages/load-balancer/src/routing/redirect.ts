import type { ClientFacts } from '../http/forwarded-head.js';
import type { OwnAnswer } from '../http/own-answer.js';
import type { RequestHead } from '../http/request-head.js';
import type { Action } from '../types.js';

type Redirect = Extract<Action, { kind: 'redirect' }>;

/** Fills `#{protocol}`, `#{host}`, `#{port}`, `#{path}` (no leading slash) and `#{query}` from the request (contract B6). */
export function redirectAnswer(
  action: Redirect,
  head: RequestHead,
  { protocol, publicPort }: Pick<ClientFacts, 'protocol' | 'publicPort'>,
): OwnAnswer {
  const known: Record<string, string> = {
    protocol,
    host: (head.host ?? '').replace(/:\d*$/, ''),
    port: String(publicPort),
    path: head.path.replace(/^\//, ''),
    query: head.query,
  };
  const fill = (part: string): string =>
    part.replace(/#\{(protocol|host|port|path|query)\}/g, (_all, name: string) => known[name] ?? '');
  const path = fill(action.path);
  const query = fill(action.query);
  const location =
    `${fill(action.protocol).toLowerCase()}://${fill(action.host)}:${fill(action.port)}` +
    `${path.startsWith('/') ? '' : '/'}${path}${query === '' ? '' : `?${query}`}`;
  // Configured text may hold anything; a line break in it must not become a header.
  const safe = location.replace(/[\r\n]/g, '');
  return { status: action.status, contentType: 'text/html', body: '', fields: `Location: ${safe}\r\n` };
}
