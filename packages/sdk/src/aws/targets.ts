import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetHealth } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Targets } from '../domain/ports.js';
import { malformed, parseTargetGroupArn } from './arns.js';
import type { CallTable, Connection } from './connection.js';
import { isRefusal } from './map-error.js';
import { allPages } from './pages.js';

export const targetsCalls = {
  DescribeTargetGroups: ['elasticloadbalancing:DescribeTargetGroups'],
  DescribeTargetHealth: ['elasticloadbalancing:DescribeTargetHealth'],
} as const satisfies CallTable<'loadBalancing'>;

/** ELBv2 target groups and target health (contract B2). */
export function createTargets(connection: Connection): Targets {
  const call = connection.calls('loadBalancing', targetsCalls);

  const describe = (names: string[]): Promise<TargetGroup[]> =>
    allPages(
      (Marker) => call('DescribeTargetGroups', { Names: names, Marker }),
      (page) => page.TargetGroups,
      (page) => page.NextMarker,
    );

  /** One name that does not exist makes the whole call fail, and the answer does not say which: then each is asked alone. */
  const find = async (names: string[]): Promise<TargetGroup[]> => {
    if (names.length === 0) return [];
    try {
      return await describe(names);
    } catch (error) {
      if (!isRefusal(error, 'TargetGroupNotFound')) throw error;
      const alone = await Promise.all(
        names.map((name) =>
          describe([name]).catch((reason: unknown) => {
            if (isRefusal(reason, 'TargetGroupNotFound')) return [];
            throw reason;
          }),
        ),
      );
      return alone.flat();
    }
  };

  return {
    async groups(namesOrArns) {
      const found = await find(namesOrArns.filter((asked) => !asked.startsWith('arn:')));
      const missing = namesOrArns.filter(
        (asked) => !asked.startsWith('arn:') && !found.some((group) => group.TargetGroupName === asked),
      );
      if (missing.length > 0) throw missingGroups(missing);
      return namesOrArns.map((asked) => {
        // An ARN holds its group's name: no call, and the first look at its health tells whether it exists.
        if (asked.startsWith('arn:')) return { arn: asked, name: nameOf(asked) };
        return { arn: found.find((group) => group.TargetGroupName === asked)?.TargetGroupArn ?? '', name: asked };
      });
    },

    async health(groupArn) {
      const { TargetHealthDescriptions } = await call('DescribeTargetHealth', { TargetGroupArn: groupArn });
      return (TargetHealthDescriptions ?? []).map(({ Target, TargetHealth: health }) => ({
        id: Target?.Id ?? '',
        port: Target?.Port ?? 0,
        health: healthOf(health?.State),
        ...(health?.Reason && { reason: health.Reason }),
        ...(health?.Description && { description: health.Description }),
      }));
    },
  };
}

const HEALTH: Readonly<Record<string, TargetHealth>> = {
  initial: 'initial',
  healthy: 'healthy',
  unhealthy: 'unhealthy',
  unused: 'unused',
  draining: 'draining',
  'unhealthy.draining': 'draining',
  unavailable: 'unavailable',
};

/** A state AWS adds later is not known to be good. */
function healthOf(state: string | undefined): TargetHealth {
  return HEALTH[state ?? ''] ?? 'unavailable';
}

function nameOf(arn: string): string {
  const parsed = parseTargetGroupArn(arn);
  if (!parsed) throw malformed('target group', arn);
  return parsed.name;
}

function missingGroups(names: readonly string[]): BlueGreenError {
  const quoted = names.map((name) => `\`${name}\``).join(' and ');
  return new BlueGreenError(
    'RESOURCE_MISSING',
    names.length === 1 ? `The target group ${quoted} does not exist.` : `The target groups ${quoted} do not exist.`,
    'Correct the name (`bluegreen config explain` shows where it comes from); the stack outputs have the right one.',
  );
}
