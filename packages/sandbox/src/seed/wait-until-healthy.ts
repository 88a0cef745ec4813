import type { Services } from '../services.js';
import { COLORS } from '../topology/names.js';
import type { Topology } from '../topology/topology.js';
import { poll, type Waiting } from './poll.js';

/** Resolves once each colour has as many healthy targets as it has instances. */
export async function waitUntilHealthy(
  input: Waiting & { readonly services: Services; readonly topology: Topology; readonly instances: number },
): Promise<void> {
  for (const color of COLORS) {
    const group = input.topology.targetGroups[color];
    await poll(input, `${input.instances} healthy targets of ${color}`, () => {
      const healthy = input.services.registration.health(group.arn).filter((target) => target.state === 'healthy');
      return Promise.resolve(healthy.length >= input.instances ? true : null);
    });
  }
}
