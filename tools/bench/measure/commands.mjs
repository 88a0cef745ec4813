import { spawnSync } from 'node:child_process';
import { median } from './statistics.mjs';

/** Wall time of one run in ms; what comes `afterwards` is not timed. Throws with the output when the command fails. */
export function timeOnce({ file, words, environment, input, afterwards }) {
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(file, words, { env: environment, input, encoding: 'utf8' });
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`${file} ${words.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  if (afterwards) timeOnce(afterwards);
  return elapsed;
}

/** Medians of several commands, run in turns so that a slow moment of the machine meets all of them. */
export function timeInTurns(commands, rounds) {
  const times = commands.map(() => []);
  for (const command of commands) timeOnce(command);
  for (let round = 0; round < rounds; round += 1) {
    commands.forEach((command, index) => times[index].push(timeOnce(command)));
  }
  return times.map(median);
}
