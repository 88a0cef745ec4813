import type { Route } from '../domain/environment.js';
import type { Told } from '../domain/sentences.js';
import { say } from '../narration/say.js';

/** What a gate says of routes that the configuration does not know: which they are, and how it comes to know them. */
export function strayProblem(strays: readonly Route[]): { evidence: string[]; next: Told } {
  const listeners = [...new Set(strays.map((route) => route.listenerArn))];
  return {
    evidence: strays.map((route) => `not configured: ${route.kind} ${route.arn}`),
    next: say('strays.next', { listeners: listeners.map((arn) => `\`${arn}\``).join(', ') }),
  };
}
