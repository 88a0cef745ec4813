import { AGENT_EVENTS } from './agent-events.js';
import type { HostKind } from './faulty-host.js';

/** The agent took the event and does nothing about it until the fault is cleared. */
export const agentFreezes: HostKind = {
  events: AGENT_EVENTS,
  async around(_host, run, cleared) {
    if (!cleared.aborted) await new Promise<void>((resolve) => cleared.addEventListener('abort', () => resolve()));
    return run();
  },
};
