import { createLifecycleHost, type LifecycleHost, type LifecycleHostOptions } from '@bluegreen/appspec';
import { join } from 'node:path';
import type { SandboxClock } from '../clock.js';
import type { FaultBook, FaultyHost } from '../faults/index.js';
import type { LaunchDetails } from '../launch-details.js';
import { createAgent, type HostAgent } from './agent.js';
import type {
  Address,
  InstanceAddresses,
  InstanceDescription,
  InstanceSpec,
  InstanceState,
  RevisionStore,
} from './instance.js';
import { hookEnvironment } from './instance-folder.js';

export interface HostsOptions {
  readonly clock: SandboxClock;
  /** Instances live in `<folder>/instances/<id>`. */
  readonly folder: string;
  /** Marks every process, so that a watchdog can find what belongs to this sandbox. */
  readonly sandboxId: string;
  readonly addresses: InstanceAddresses;
  readonly revisions: RevisionStore;
  /** Default: the agent's semantics of @bluegreen/appspec. */
  readonly createLifecycleHost?: (options: LifecycleHostOptions) => LifecycleHost;
  /** Further lines of instance.env, such as BLUEGREEN_COLOR and BLUEGREEN_WORKERS. */
  readonly variables: (spec: InstanceSpec) => Readonly<Record<string, string>>;
  /** Puts an nginx between the load balancer and the workers. */
  readonly nginx?: boolean;
  /** What goes wrong with lifecycle events on purpose. */
  readonly faults?: Pick<FaultBook, 'aroundEvent'>;
  readonly onChange?: () => void;
  /** Told when an application does not come up again with its host. */
  readonly onProblem?: (message: string) => void;
}

/** What is kept of an instance when the sandbox ends. */
export interface HostRecord {
  readonly id: string;
  readonly groupName: string | null;
  readonly tags: Record<string, string>;
  readonly availabilityZone: string;
  readonly launch?: LaunchDetails;
  readonly launchTime: number;
  address: Address;
  appAddress: Address | null;
  state: InstanceState;
  stateReason: string | null;
}

export interface HostEntry {
  readonly record: HostRecord;
  readonly root: string;
  readonly agent: HostAgent;
  /** Hook scripts find this in their environment. */
  readonly environment: Record<string, string>;
  agentAlive: boolean;
  diskFull: boolean;
  /** Stop, start and terminate of one instance follow each other. */
  last: Promise<void>;
}

export interface HostWorld {
  readonly options: HostsOptions;
  readonly entries: Map<string, HostEntry>;
  readonly faulty: AsFaultyHost;
}

/** An entry as faults see it. */
export type AsFaultyHost = (entry: HostEntry) => FaultyHost;

export function addEntry({ options, entries, faulty }: HostWorld, record: HostRecord): HostEntry {
  const root = join(options.folder, 'instances', record.id);
  const environment = hookEnvironment(root, options.sandboxId);
  const entry: HostEntry = {
    record,
    root,
    environment,
    agentAlive: true,
    diskFull: false,
    last: Promise.resolve(),
    agent: createAgent({
      instanceId: record.id,
      root,
      environment,
      revisions: options.revisions,
      createLifecycleHost: options.createLifecycleHost ?? createLifecycleHost,
      isAlive: () => record.state === 'running' && entry.agentAlive,
      now: () => options.clock.now(),
      aroundEvent: (event, run) => options.faults?.aroundEvent(faulty(entry), event, run) ?? run(),
      diskFull: () => entry.diskFull,
    }),
  };
  entries.set(record.id, entry);
  return entry;
}

/** @throws Error when there is no such instance */
export function entryOf({ entries }: HostWorld, id: string): HostEntry {
  const entry = entries.get(id);
  if (!entry) throw new Error(`No instance ${id}.`);
  return entry;
}

export function describeEntry({ record, root, agentAlive }: HostEntry): InstanceDescription {
  return { ...record, root, agentAlive: agentAlive && record.state === 'running' };
}
