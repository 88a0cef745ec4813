import type { FaultStatus } from '@bluegreen/sandbox';
import type { Row } from '../../renderers/table.js';

/** Faults as rows: name, kind, what they are about, how often they acted, and what is left. */
export function faultRows(faults: readonly FaultStatus[]): Row[] {
  return faults.map((fault) => [
    fault.id,
    fault.kind,
    [...about(fault), fault.where].filter((part) => part !== null).join(' '),
    `${fault.acted}/${fault.count}`,
    fault.armed ? (fault.held.length > 0 ? `held ${fault.held.length}` : 'armed') : 'spent',
  ]);
}

function about(fault: FaultStatus): (string | null)[] {
  return fault.target === 'call' ? [fault.moment, `${fault.service}:${fault.operation}`] : [fault.event];
}

/** A rule that the sandbox does not take, as an error of the command line. */
export async function refusedFault(cause: unknown): Promise<never> {
  if (!(cause instanceof Error) || cause.name !== 'FaultRefused') throw cause;
  const { BlueGreenError } = await import('@bluegreen/sdk');
  const next = 'Run `bluegreen sandbox fault add --help` for kinds and options.';
  throw new BlueGreenError('CONFIG_INVALID', cause.message, next, { cause });
}
