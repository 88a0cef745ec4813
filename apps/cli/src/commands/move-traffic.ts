import type { BlueGreen, Operation, PlanInput, SwitchResult } from '@bluegreen/sdk';
import { Command, Option } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { approvePlan } from '../confirm.js';
import { duration } from '../options/duration.js';
import { count } from '../options/number.js';
import { planTexter } from '../renderers/plan-text.js';
import { switchText } from '../renderers/switch-text.js';

/** A command that moves live traffic: with a way to look first, to approve, and to bound the waits. */
export function moveCommand(name: string) {
  return new Command(name)
    .option('-n, --dry-run', 'print the plan and change nothing', false)
    .option('-y, --yes', 'do not ask', false)
    .option('--plan <hash>', 'do not ask, but refuse unless the plan made now has this hash')
    .option('--timeout <duration>', 'bound on each wait', duration)
    .option('--proof-rate <count>', 'requests a second that watch each listener meanwhile', count(0, 50))
    .option('--no-proof', 'send no requests to watch it');
}

/** For callers that deliver at least once, such as a queue or a retried job. */
export function idempotencyKey() {
  return new Option('--idempotency-key <key>', 'act once for this key; delivered again, tell what came of it');
}

export interface ApprovalFlags {
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly plan?: string | undefined;
}

/** The hash that the plan must have; undefined where any plan will do. */
export async function approvedHash(
  cli: CliContext,
  input: PlanInput,
  flags: ApprovalFlags,
): Promise<string | undefined> {
  if (flags.plan !== undefined || flags.yes || flags.dryRun) return flags.plan;
  return approvePlan(cli, input);
}

/** Makes the move and prints what it came to; with `--dry-run`, prints the plan alone. */
export async function carryOut(
  cli: CliContext,
  { dryRun }: ApprovalFlags,
  start: (bluegreen: BlueGreen) => Operation<SwitchResult>,
): Promise<SwitchResult> {
  const result = await (dryRun ? cli.read(start) : cli.follow(start));
  const planText = await planTexter(cli);
  cli.print(result, () => (dryRun ? planText(result.plan) : switchText(result, cli.words())));
  return result;
}
