import { handClock } from '@bluegreen/sdk/testing';
import { SlackTrouble } from '../slack/trouble.js';
import { createDirectory } from './directory.js';
import { may, NEEDS, ROLES, type Environment } from './policy.js';

const ENVIRONMENT: Environment = {
  name: 'production',
  roles: { viewer: ['*'], deployer: ['S1', 'U0'], approver: ['S2'], admin: ['U9'] },
  approvals: 0,
  approvalMinutes: 30,
};

it.each([
  ['U0', 'deployer'],
  ['U1', 'deployer'],
  ['U2', 'approver'],
  ['U9', 'admin'],
  ['U7', 'viewer'],
])('finds the highest role of %s: %s', async (user, role) => {
  const groups: Record<string, string[]> = { S1: ['U1', 'U2'], S2: ['U2'] };
  const directory = createDirectory(handClock(0), (group) => Promise.resolve(groups[group]!));
  expect(await directory.roleOf(user, ENVIRONMENT)).toEqual({ role, trouble: null });
});

it('asks once in five minutes, and not once more after that when Slack fails', async () => {
  const clock = handClock(0);
  let calls = 0;
  let works = true;
  const directory = createDirectory(clock, (group) => {
    calls += 1;
    return works ? Promise.resolve(group === 'S1' ? ['U1'] : []) : Promise.reject(new SlackTrouble('ratelimited'));
  });
  for (let time = 0; time < 5; time += 1) await directory.roleOf('U1', ENVIRONMENT);
  expect(calls).toBe(2);
  clock.advance(5 * 60_000);
  works = false;
  expect(await directory.roleOf('U1', ENVIRONMENT)).toEqual({ role: 'viewer', trouble: 'ratelimited' });
  works = true;
  expect(await directory.roleOf('U1', ENVIRONMENT)).toEqual({ role: 'deployer', trouble: null });
});

it('lets each role do what the ones before it may, and nobody without one anything', () => {
  const deeds = Object.keys(NEEDS) as (keyof typeof NEEDS)[];
  const counts = ROLES.map((role) => deeds.filter((deed) => may(role, deed)).length);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  expect(deeds.filter((deed) => may(null, deed))).toEqual([]);
  expect(may('deployer', 'approve')).toBe(false);
  expect(may('viewer', 'switch')).toBe(false);
});
