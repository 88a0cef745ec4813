import { AGENT_EVENTS } from './agent-events.js';
import type { HostKind } from './faulty-host.js';

/** The machine is lost, at once or as an event begins. */
export const instanceDies: HostKind = {
  events: AGENT_EVENTS,
  now: (host) => host.crash(),
  around(host, run) {
    const outcome = run();
    host.crash();
    return outcome;
  },
};
