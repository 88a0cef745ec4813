import type { HostLayout } from './host-layout.js';
import type { DeploymentFacts, LifecycleHostOptions } from './lifecycle-host.js';
import type { ScriptLog } from './script-log.js';

/** What every step of one event needs. */
export interface EventRun {
  options: LifecycleHostOptions;
  facts: DeploymentFacts;
  layout: HostLayout;
  log: ScriptLog;
  signal: AbortSignal | undefined;
}
