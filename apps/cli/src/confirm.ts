import type { PlanInput } from '@bluegreen/sdk';
import { once } from 'node:events';
import type { CliContext } from './cli-context.js';
import { planTexter } from './renderers/plan-text.js';

/**
 * Lets a person approve exactly what would happen: shows the plan made now, asks, and returns its hash, so that the
 * operation refuses if anything moved meanwhile.
 *
 * @throws CONFIRMATION_MISSING where there is no terminal to ask in, or the answer is no; ABORTED on Ctrl-C.
 */
export async function approvePlan(cli: CliContext, input: PlanInput): Promise<string> {
  await assertAskable(cli, 'This moves live traffic');
  const plan = await cli.read((bluegreen) => bluegreen.plan(input));
  if (plan.steps.length === 0) return plan.hash;
  const planText = await planTexter(cli);
  await confirm(cli, planText(plan), cli.words().move.confirm(plan.to));
  return plan.hash;
}

/** @throws CONFIRMATION_MISSING where there is no terminal to ask in. */
export async function assertAskable({ stdin, stderr }: CliContext, act: string): Promise<void> {
  if (stdin.isTTY === true && stderr.isTTY === true) return;
  const { BlueGreenError } = await import('@bluegreen/sdk');
  throw new BlueGreenError(
    'CONFIRMATION_MISSING',
    `${act}, and there is no terminal to ask in.`,
    'Add --yes to approve beforehand, or --dry-run to see the plan.',
  );
}

/** Shows what would happen and asks. @throws CONFIRMATION_MISSING when the answer is no; ABORTED on Ctrl-C. */
export async function confirm(cli: CliContext, text: string, question: string): Promise<void> {
  cli.stderr.write(`${text}\n`);
  if (await ask(cli, question)) return;
  const { BlueGreenError } = await import('@bluegreen/sdk');
  throw new BlueGreenError('CONFIRMATION_MISSING', 'Nothing was changed.', 'Run the command again when ready.');
}

async function ask({ stdin, stderr, signal }: CliContext, question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  // The terminal edits the line itself: so Ctrl-C stays a signal, with one meaning everywhere.
  const prompt = createInterface({ input: stdin, output: stderr, terminal: false });
  // Ctrl-D closes the prompt without an answer, which is no approval.
  const closed = once(prompt, 'close').then(() => undefined);
  let answer: string | undefined;
  try {
    answer = await Promise.race([prompt.question(question, { signal }), closed]);
    return /^y(es)?$/i.test(answer?.trim() ?? '');
  } finally {
    prompt.close();
    if (answer === undefined) stderr.write('\n');
  }
}
