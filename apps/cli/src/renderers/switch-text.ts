import type { RollbackResult, SwitchResult } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';
import { releaseText } from './release-text.js';

/** What a switch or a rollback came to. */
export function switchText(result: SwitchResult | RollbackResult, words: Words): string {
  const { changed, from, live, release, elapsedMs } = result;
  if (!changed) return words.move.unchanged(live);
  const done = words.move.done(live, releaseText(release, words), from, Math.round(elapsedMs));
  const stopped = 'stoppedDeploymentId' in result ? result.stoppedDeploymentId : null;
  return stopped === null ? done : `${done}\n${words.move.stopped(stopped)}`;
}
