import { randomUUID } from 'node:crypto';
import type { ActionResult, Group, LifecycleHook, LifecycleTransition, Member } from '../state.js';
import type { WaitingAction, World } from '../world.js';

/** No hook is waited for longer than 48 hours or a hundred heartbeats, whichever comes first. */
export function globalTimeoutSeconds({ heartbeatSeconds }: LifecycleHook): number {
  return Math.min(172_800, heartbeatSeconds * 100);
}

/** Waits in each hook of the transition; the first ABANDON decides. */
export async function throughHooks(
  world: World,
  group: Group,
  member: Member,
  transition: LifecycleTransition,
): Promise<ActionResult> {
  const hooks = group.hooks.filter((hook) => hook.transition === transition);
  const results = await Promise.all(hooks.map((hook) => waitInHook(world, group, member, hook)));
  return results.includes('ABANDON') ? 'ABANDON' : 'CONTINUE';
}

function waitInHook(world: World, group: Group, member: Member, hook: LifecycleHook): Promise<ActionResult> {
  return new Promise((resolve, reject) => {
    const atMost = world.clock.after(globalTimeoutSeconds(hook) * 1_000, () => settle(hook.defaultResult));
    let cancel = startHeartbeat();
    const ending = (): void => {
      forget();
      reject(world.signal.reason as Error);
    };
    const action: WaitingAction = {
      groupName: group.name,
      hookName: hook.name,
      instanceId: member.id,
      token: randomUUID(),
      complete: settle,
      heartbeat() {
        cancel();
        cancel = startHeartbeat();
      },
    };
    world.signal.addEventListener('abort', ending, { once: true });
    world.waiting.add(action);

    function startHeartbeat(): () => void {
      return world.clock.after(hook.heartbeatSeconds * 1_000, () => settle(hook.defaultResult));
    }
    function forget(): void {
      cancel();
      atMost();
      world.waiting.delete(action);
      world.signal.removeEventListener('abort', ending);
    }
    function settle(result: ActionResult): void {
      forget();
      resolve(result);
    }
  });
}
