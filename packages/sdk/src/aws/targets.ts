import type { TargetHealth } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Targets } from '../domain/ports.js';
import { malformed, parseTargetGroupArn } from './arns.js';
import type { CallTable, Connection } from './connection.js';
import { allPages } from './pages.js';

export const targetsCalls = {
  DescribeTargetGroups: ['elasticloadbalancing:DescribeTargetGroups'],
  DescribeTargetHealth: ['elasticloadbalancing:DescribeTargetHealth'],
} as const satisfies CallTable<'loadBalancing'>;

/** ELBv2 target groups and target health (contract B2). */
export function createTargets(connection: Connection): Targets {
  const call = connection.calls('loadBalancing', targetsCalls);

  return {
    async groups(namesOrArns) {
      const names = namesOrArns.filter((asked) => !asked.startsWith('arn:'));
      const found =
        names.length === 0
          ? []
          : await allPages(
              (Marker) => call('DescribeTargetGroups', { Names: names, Marker }),
              (page) => page.TargetGroups,
              (page) => page.NextMarker,
            );
      return namesOrArns.map((asked) => {
        // An ARN holds its group's name: no call, and the first look at its health tells whether it exists.
        if (asked.startsWith('arn:')) return { arn: asked, name: nameOf(asked) };
        const arn = found.find((group) => group.TargetGroupName === asked)?.TargetGroupArn;
        if (!arn) throw missingGroup(asked);
        return { arn, name: asked };
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

function missingGroup(name: string): BlueGreenError {
  return new BlueGreenError(
    'RESOURCE_MISSING',
    `The target group \`${name}\` does not exist.`,
    'Correct its name (`bluegreen config explain` shows where it comes from); the stack outputs have the right one.',
  );
}
