import type { Diagnosis, FailureCause } from '@bluegreen/sdk';
import { stripVTControlCharacters } from 'node:util';
import type { CliContext } from '../cli-context.js';

/** A diagnosis for a reader: each failure with its last words, the likely cause and one thing to do. */
export async function diagnosisText(
  diagnosis: Diagnosis,
  cli: Pick<CliContext, 'language' | 'words'>,
): Promise<string> {
  const { describeCause, LOG_PLACES } = await import('@bluegreen/sdk');
  const { deploymentId, status, error, cause, failures } = diagnosis;
  const { diagnosis: words, next: nextWord } = cli.words();
  if (deploymentId === null) return words.never;
  const causeLines = (likely: FailureCause | null): string[] => {
    if (!likely) return [words.unknown];
    const told = describeCause(likely, cli.language());
    return [`${words.cause}: ${told.cause}`, `${nextWord}: ${told.next}`];
  };
  const blocks = failures.map(({ instance, event, script, message, logTail, cause: likely }) =>
    [
      `${instance} ${event}${script ? ` ${script}` : ''}: ${message}`,
      ...logTail.map((line) => `  ${stripVTControlCharacters(line)}`),
      ...causeLines(likely),
    ].join('\n'),
  );
  const whole = error && failures.length === 0 ? [[error, ...causeLines(cause)].join('\n')] : [];
  const fine = status === 'Failed' || status === 'Stopped' ? [] : [words.fine];
  const places = [words.places, ...LOG_PLACES.map(({ path }) => `  ${path}`)].join('\n');
  const told = [...whole, ...blocks];
  return [`${deploymentId} ${status}`, ...(told.length > 0 ? [...told, places] : fine)].join('\n\n');
}
