import { AGENT_EVENTS } from './agent-events.js';
import type { FaultyHost, HostKind } from './faulty-host.js';

/** The agent's process ends; a script that runs goes on without it. Cleared, the agent is started again. */
export const agentDies: HostKind = {
  events: AGENT_EVENTS,
  now: die,
  around(host, run, cleared) {
    const outcome = run();
    die(host, cleared);
    return outcome;
  },
};

function die(host: FaultyHost, cleared: AbortSignal): void {
  host.setAgentAlive(false);
  cleared.addEventListener('abort', () => host.setAgentAlive(true), { once: true });
}
