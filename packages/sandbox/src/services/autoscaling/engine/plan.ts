import { isComing, isLeaving, type Group, type Member } from '../state.js';

/** What a group needs to come closer to its desired capacity. Pure. */
export interface GroupPlan {
  readonly launch: readonly string[];
  readonly terminate: readonly { readonly member: Member; readonly cause: string }[];
}

export interface GroupFacts {
  /** Launches that have no instance yet. */
  readonly launching: number;
  /** Ids of members that must be replaced, with the reason. */
  readonly broken: ReadonlyMap<string, string>;
}

/** `launch` holds one availability zone for each instance to launch. */
export function planGroup(group: Group, { launching, broken }: GroupFacts): GroupPlan {
  const runs = (process: string): boolean => !group.suspended.includes(process);
  const staying = group.members.filter((member) => !isLeaving(member));
  const replaced = runs('ReplaceUnhealthy') && runs('Terminate') ? staying.filter(({ id }) => broken.has(id)) : [];
  const kept = staying.filter((member) => !replaced.includes(member));
  const wanted = group.deleting ? 0 : group.desired;
  // A launch that is no longer wanted gives up by itself: nobody who serves has to go for it.
  const surplus = kept.length - wanted;
  const victims = surplus > 0 && runs('Terminate') ? chooseVictims(group, kept, surplus) : [];
  const missing = runs('Launch') ? Math.max(0, wanted - kept.length - launching) : 0;
  return {
    launch: zonesFor(group, kept, missing),
    terminate: [
      ...replaced.map((member) => ({ member, cause: broken.get(member.id) ?? '' })),
      ...victims.map((member) => ({
        member,
        cause: `an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from ${kept.length} to ${wanted}.`,
      })),
    ],
  };
}

/** Not yet serving first, then from the fullest zone, oldest first. Protected members stay, unless the group is deleted. */
function chooseVictims(group: Group, members: readonly Member[], count: number): Member[] {
  const left = members.filter((member) => group.deleting || !member.protectedFromScaleIn);
  const chosen: Member[] = [];
  while (chosen.length < count && left.length > 0) {
    const inZone = (zone: string): number => left.filter((one) => one.availabilityZone === zone).length;
    left.sort(
      (a, b) =>
        Number(isComing(b)) - Number(isComing(a)) ||
        inZone(b.availabilityZone) - inZone(a.availabilityZone) ||
        a.joined - b.joined,
    );
    const next = left.shift();
    if (next) chosen.push(next);
  }
  return chosen;
}

/** The emptiest zone each time. */
function zonesFor(group: Group, members: readonly Member[], count: number): string[] {
  const zones = members.map(({ availabilityZone }) => availabilityZone);
  for (let added = 0; added < count; added += 1) {
    const size = (zone: string): number => zones.filter((one) => one === zone).length;
    const [emptiest = ''] = [...group.availabilityZones].sort((a, b) => size(a) - size(b));
    zones.push(emptiest);
  }
  return zones.slice(members.length);
}
