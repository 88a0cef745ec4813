import type { Services } from '../services.js';
import { COLORS } from '../topology/names.js';
import type { Topology } from '../topology/topology.js';
import { poll, type Waiting } from './poll.js';

/** Resolves once each colour's group has as many instances in service as it should. */
export async function waitForInstances(
  input: Waiting & { readonly services: Services; readonly topology: Topology; readonly instances: number },
): Promise<void> {
  for (const color of COLORS) {
    const group = input.topology.autoScalingGroups[color];
    await poll(input, `${input.instances} instances of ${group}`, () =>
      Promise.resolve(input.services.inService(group) >= input.instances ? true : null),
    );
  }
}
