import type { Clock } from '@bluegreen/sdk';
import { slackCode } from '../slack/trouble.js';
import { ROLES, type Environment, type Role } from './policy.js';

/** How long a user group's members are believed. */
const BELIEVED_MS = 5 * 60_000;

export interface RoleFinding {
  /** Null: none at all. */
  readonly role: Role | null;
  /** Why some user group could not be read, as Slack's code; it then counted as empty. */
  readonly trouble: string | null;
}

export interface Directory {
  roleOf(user: string, environment: Environment): Promise<RoleFinding>;
}

/**
 * Roles from user groups, asked of Slack at most once in five minutes a group. Fails closed: a group that cannot be read
 * has no members, however lately it could be.
 */
export function createDirectory(clock: Clock, membersOf: (group: string) => Promise<readonly string[]>): Directory {
  const believed = new Map<string, { readonly until: number; readonly members: Promise<readonly string[]> }>();
  const members = (group: string): Promise<readonly string[]> => {
    const known = believed.get(group);
    if (known && clock.now() < known.until) return known.members;
    const asked = membersOf(group);
    believed.set(group, { until: clock.now() + BELIEVED_MS, members: asked });
    asked.catch(() => believed.delete(group));
    return asked;
  };
  return {
    async roleOf(user, environment) {
      let trouble: string | null = null;
      const includes = async (member: string): Promise<boolean> => {
        if (!member.startsWith('S')) return member === '*' || member === user;
        try {
          return (await members(member)).includes(user);
        } catch (error) {
          trouble = slackCode(error);
          return false;
        }
      };
      for (const role of [...ROLES].reverse()) {
        const found = await Promise.all(environment.roles[role].map(includes));
        if (found.includes(true)) return { role, trouble };
      }
      return { role: null, trouble };
    },
  };
}
