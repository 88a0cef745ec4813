import type { Route } from '../domain/environment.js';
import { count } from '../domain/words.js';

/** What a gate says of routes that the configuration does not know: which they are, and how it comes to know them. */
export function strayProblem(strays: readonly Route[]): { summary: string; evidence: string[]; next: string } {
  const listeners = [...new Set(strays.map((route) => route.listenerArn))];
  return {
    summary: `${count(strays.length, 'route')} outside the configuration`,
    evidence: strays.map((route) => `not configured: ${route.kind} ${route.arn}`),
    next: `Add ${listeners.map((arn) => `\`${arn}\``).join(', ')} to listenerArns (BLUEGREEN_LISTENER_ARNS), or stop it from forwarding there.`,
  };
}
