import type { Services } from '../services.js';
import { COLORS } from '../topology/names.js';
import type { Topology } from '../topology/topology.js';
import { poll, type Waiting } from './poll.js';

/** Resolves once every registered target has a first verdict, whichever it is. */
export async function waitUntilChecked(
  input: Waiting & { readonly services: Services; readonly topology: Topology },
): Promise<void> {
  const { services, topology } = input;
  for (const color of COLORS) {
    await poll(input, `the first health checks of ${color}`, () => {
      const unchecked = services.registration.health(topology.targetGroups[color].arn).some(isUnchecked);
      return Promise.resolve(unchecked ? null : true);
    });
  }
}

function isUnchecked({ state }: { readonly state: string }): boolean {
  return state === 'initial';
}
