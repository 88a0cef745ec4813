import type { EntryState } from '../rig/observe.js';
import type { Violation } from './violation.js';

const MOVES = ['switch', 'rollback', 'repair'];

/**
 * Whether the journal tells one line of events: every entry closed, every operation under a higher number than the one
 * before, and every move from where the move before it led. Pure.
 * @param entries in any order
 * @param live colour that was live before the first
 */
export function judgeHistory(entries: readonly EntryState[], live: string, repeat: string): Violation[] {
  const violations: Violation[] = [];
  const wrong = (what: string) => violations.push({ repeat, what });
  const inOrder = [...entries].sort((a, b) => (a.fencing[0] ?? 0) - (b.fencing[0] ?? 0));
  let last = 0;
  let at = live;
  for (const { id, verb, end, endedAt, from, to, fencing } of inOrder) {
    const first = fencing[0] ?? 0;
    if (endedAt === null || end === null) wrong(`${id} (${verb}) has no end`);
    if (end === 'needs-attention') wrong(`${id} (${verb}) ended in needs-attention`);
    // Number 0: it changed the lock alone, or was refused, and never held the environment.
    if (first === 0) continue;
    if (first <= last) wrong(`${id} (${verb}) has number ${first}, not above ${last}`);
    if (fencing.some((number, index) => index > 0 && number <= (fencing[index - 1] ?? 0))) {
      wrong(`${id} (${verb}) was taken over under a number that did not rise: ${fencing.join(', ')}`);
    }
    last = Math.max(last, first);
    if (end !== 'done' || !MOVES.includes(verb) || to === null) continue;
    if (from !== null && from !== at) wrong(`${id} (${verb}) moved from ${from}, but ${at} was live`);
    at = to;
  }
  return violations;
}
