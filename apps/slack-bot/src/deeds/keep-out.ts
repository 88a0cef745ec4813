import { run } from '@bluegreen/sdk';
import { escape } from '../blocks/mrkdwn.js';
import { ownerOf } from '../engines.js';
import type { Intent } from '../listeners/intents.js';
import { wordsOf } from '../words/words.js';
import type { Asking, PerformParts } from './deed.js';

/** Locks or unlocks; the answer's text, and why it was refused. */
export async function keepOut(
  intent: Extract<Intent, { kind: 'lock' | 'unlock' }>,
  { person }: Asking,
  { engines }: PerformParts,
): Promise<[string, string | null]> {
  const words = wordsOf(person.language);
  const owner = ownerOf(person);
  const engine = await engines.open(intent.environment, {
    actor: { owner, surface: 'slack' },
    signal: new AbortController().signal,
  });
  try {
    if (intent.kind === 'lock') {
      const { lock } = await run(engine.lock({ reason: intent.reason }));
      return [words.lockDone(escape(lock.reason)), null];
    }
    const { lock } = await run(engine.status());
    if (!lock) return [words.notLocked, 'NOT_LOCKED'];
    if (lock.owner !== owner && !intent.anyones) return [words.unlockOthers(escape(lock.owner)), 'FORBIDDEN'];
    await run(engine.unlock());
    return [words.unlockDone, null];
  } finally {
    engine.close();
  }
}
