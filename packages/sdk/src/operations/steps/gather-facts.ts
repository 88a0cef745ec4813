import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import type { Snapshot } from '../../domain/environment.js';
import type { GateFacts } from '../../gates/facts.js';
import { allHealthy } from '../../gates/targets-healthy.js';
import { askIdentity } from './identify-release.js';

/** What the gates of a switch or rollback judge, gathered at once. */
export async function gatherFacts(
  context: OperationContext,
  snapshot: Snapshot,
  to: Color,
  options: { readonly named: boolean; readonly withAlarms: boolean },
): Promise<GateFacts> {
  const { targets, release, releaseCertain } = snapshot.colors[to];
  const { alarms } = context.config;
  const [identity, alarmStates] = await Promise.all([
    snapshot.testUrl === null
      ? ({ kind: 'unreachable', word: releaseCertain ? release : null } as const)
      : // Half a colour would only be asked again once the rest is up.
        allHealthy(targets)
        ? askIdentity(context, snapshot, to, targets)
        : ({ kind: 'no-targets' } as const),
    options.withAlarms && alarms.length > 0 ? context.alarms.states(alarms) : [],
  ]);
  return { snapshot, to, named: options.named, expected: release, identity, alarms: alarmStates };
}
