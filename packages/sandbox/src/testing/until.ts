import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer is as wanted; fails with the last answer when it is not so within a minute. */
export async function until<Answer>(
  ask: () => Answer | Promise<Answer>,
  wanted: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`In vain; the last answer was ${JSON.stringify(answer)}`);
    await delay(50);
  }
}
