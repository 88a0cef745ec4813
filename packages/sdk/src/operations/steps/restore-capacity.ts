import type { OperationContext } from '../../domain/context.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { HeldGroup } from '../../domain/journal.js';
import type { HoldChange } from '../../planning/plan-hold.js';

/** Answers of Auto Scaling may lag behind its own writes for a moment. */
const PAUSES_MS = [0, 200, 500, 1_000, 2_000];

/**
 * Resumes exactly what an operation suspended, and reads it back. Safe to repeat, deaf to the abort signal.
 *
 * @returns what was seen.
 * @throws CAPACITY_REFUSED when a process still reads suspended; every group has been tried by then.
 */
export async function restoreCapacity(
  context: Pick<OperationContext, 'capacity' | 'clock'>,
  change: HoldChange,
): Promise<string> {
  let refused: unknown;
  const resume = () =>
    Promise.all(
      change.groups.map(({ autoScalingGroup, held }) =>
        context.capacity.resume(autoScalingGroup, held).catch((error: unknown) => (refused = error)),
      ),
    );
  await resume();
  const suspended = await untilNone(
    context,
    change,
    ({ suspended: now, held }) => held.filter((one) => now.includes(one)),
    () => (refused === undefined ? undefined : resume()),
  );
  if (suspended.length === 0) return 'resumed';
  throw new BlueGreenError(
    'CAPACITY_REFUSED',
    refused === undefined ? 'Scaling processes still read suspended.' : reasonOf(refused),
    wayToResume(change.groups),
    { evidence: suspended, cause: refused },
  );
}

/**
 * Reads the groups until none has a process that `wrong` finds. A group that is gone has none.
 *
 * @returns what is still wrong in the end, a line a group.
 */
export async function untilNone(
  { capacity, clock }: Pick<OperationContext, 'capacity' | 'clock'>,
  { groups }: HoldChange,
  wrong: (group: { readonly suspended: readonly string[]; readonly held: readonly string[] }) => readonly string[],
  again: () => unknown = () => undefined,
): Promise<readonly string[]> {
  let lines: readonly string[] = [];
  for (const [index, pauseMs] of PAUSES_MS.entries()) {
    if (pauseMs > 0) {
      await clock.sleep(pauseMs);
      await again();
    }
    try {
      const now = await capacity.describe(groups.map((group) => group.autoScalingGroup));
      lines = groups.flatMap(({ autoScalingGroup, held }) => {
        const suspended = now.get(autoScalingGroup)?.suspended;
        const processes = suspended ? wrong({ suspended, held }) : [];
        return processes.length > 0 ? [`${autoScalingGroup}: ${processes.join(', ')}`] : [];
      });
      if (lines.length === 0) return [];
    } catch (error) {
      if (index === PAUSES_MS.length - 1) throw error;
    }
  }
  return lines;
}

/** The command for people. */
export function wayToResume(groups: readonly HeldGroup[]): string {
  const commands = groups.map(
    ({ autoScalingGroup, held }) =>
      `\`aws autoscaling resume-processes --auto-scaling-group-name ${autoScalingGroup} --scaling-processes ${held.join(' ')}\``,
  );
  return `Resume them: ${commands.join(' and ')}.`;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
