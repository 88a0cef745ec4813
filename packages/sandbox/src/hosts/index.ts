/**
 * Instances of the sandbox: each is a folder with its own loopback address, a CodeDeploy agent and real processes.
 *
 * Known gaps: no users (owners, `runas` and `sudo` are logged, not done), no network isolation, no EBS volumes; a start
 * after a stop keeps the address; what ran outside the installed revision's ApplicationStart does not come back.
 */
export { createHosts, type Hosts } from './create-hosts.js';
export type { HostsOptions } from './host-entry.js';
export { endProcessesOf, INSTANCE_ROOT_VARIABLE } from './processes.js';
export type {
  Address,
  Agent,
  InstanceAddresses,
  InstanceDescription,
  InstanceSpec,
  InstanceState,
  RevisionStore,
  TagFilter,
} from './instance.js';
