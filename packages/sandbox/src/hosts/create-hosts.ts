import { randomBytes } from 'node:crypto';
import {
  addEntry,
  describeEntry,
  entryOf,
  type HostEntry,
  type HostRecord,
  type HostsOptions,
  type HostWorld,
} from './host-entry.js';
import {
  afterwards,
  boot,
  BY_FAILURE,
  BY_USER,
  endHost,
  halt,
  prepare,
  restoreHost,
  setState,
  startHost,
  stopHost,
} from './host-life.js';
import type { FaultyHost } from '../faults/index.js';
import { usageGauge, type HostUsage } from './host-usage.js';
import type { Address, Agent, InstanceDescription, InstanceSpec, TagFilter } from './instance.js';
import { matchesTags } from './tag-filters.js';

/** The sandbox's machines: a fleet to launch from, a directory to look up, and agents to talk to. */
export interface Hosts {
  /** Answers while the instance still boots (`pending`). */
  launch(spec: InstanceSpec): Promise<{ id: string }>;
  stop(id: string): Promise<void>;
  start(id: string): Promise<void>;
  /** Resolves once no process is left and the folder is gone. */
  terminate(id: string): Promise<void>;
  /** The machine is lost: its processes are killed at once and nobody asked for it. */
  crash(id: string): Promise<void>;
  /** A deaf agent takes no events; the application goes on. */
  setAgentAlive(id: string, alive: boolean): void;
  /** What running instances take of their machine. */
  usage(): Promise<readonly HostUsage[]>;
  /** Running instances, as faults see them. */
  faulty(): readonly FaultyHost[];
  describe(id: string): InstanceDescription | undefined;
  list(): readonly InstanceDescription[];
  state(id: string): 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopped' | undefined;
  /** Where to connect; undefined unless it runs. */
  addressOf(id: string): Address | undefined;
  agentOf(id: string): Agent | undefined;
  /** Ids of running instances that match any of the filters. */
  taggedWith(filters: readonly TagFilter[]): string[];
  snapshot(): object;
  /** Brings back the instances of a snapshot; returns once their applications were started again. */
  restore(state: object): Promise<void>;
  /** Ends every process. Folders stay. */
  close(): Promise<void>;
}

/** Makes the instances of a sandbox: folders with an address, an agent and real processes. */
export function createHosts(options: HostsOptions): Hosts {
  const world: HostWorld = { options, entries: new Map(), faulty: (entry) => faultyHost(world, entry) };
  const all = (): HostEntry[] => [...world.entries.values()];
  const running = (): HostEntry[] => all().filter(({ record }) => record.state === 'running');
  return {
    ...directory(world),
    launch: (spec) => launch(world, spec),
    stop: (id) => afterwards(entryOf(world, id), () => stopHost(world, entryOf(world, id))),
    start: (id) => afterwards(entryOf(world, id), () => startHost(world, entryOf(world, id))),
    terminate: (id) => terminate(world, id, BY_USER),
    crash: (id) => terminate(world, id, BY_FAILURE, 0),
    setAgentAlive(id, alive) {
      entryOf(world, id).agentAlive = alive;
    },
    usage: usageGauge(() =>
      running().map(({ record: { id: instanceId, groupName }, root, diskFull }) => ({
        instanceId,
        groupName,
        root,
        diskFull,
      })),
    ),
    faulty: () => running().map(world.faulty),
    snapshot: () => ({ instances: structuredClone(all().map(({ record }) => record)) }),
    async restore(state) {
      const { instances } = state as { instances: HostRecord[] };
      await Promise.all(instances.map((record) => restoreHost(world, record)));
    },
    async close() {
      await Promise.all(
        all()
          .filter(({ record }) => record.state !== 'terminated')
          .map((entry) => halt(entry)),
      );
    },
  };
}

/** The entry itself, seen from the side of what can go wrong with it. */
function faultyHost(world: HostWorld, entry: HostEntry): FaultyHost {
  const { record, root, environment } = entry;
  const { id, groupName, tags } = record;
  return {
    ...{ id, groupName, tags, root, environment },
    get diskFull() {
      return entry.diskFull;
    },
    set diskFull(full) {
      entry.diskFull = full;
    },
    crash() {
      terminate(world, id, BY_FAILURE, 0).catch((error: unknown) =>
        world.options.onProblem?.(`${id} did not die cleanly: ${String(error)}`),
      );
    },
    setAgentAlive(alive) {
      entry.agentAlive = alive;
    },
  };
}

function directory({
  entries,
}: HostWorld): Pick<Hosts, 'describe' | 'list' | 'state' | 'addressOf' | 'agentOf' | 'taggedWith'> {
  return {
    describe(id) {
      const entry = entries.get(id);
      return entry && describeEntry(entry);
    },
    list: () => [...entries.values()].map(describeEntry),
    state(id) {
      const state = entries.get(id)?.record.state;
      return state === 'stopping' ? 'stopped' : state;
    },
    addressOf(id) {
      const record = entries.get(id)?.record;
      return record?.state === 'running' ? record.address : undefined;
    },
    agentOf(id) {
      const entry = entries.get(id);
      return entry && entry.record.state !== 'terminated' ? entry.agent : undefined;
    },
    taggedWith: (filters) =>
      [...entries.values()]
        .filter(({ record }) => record.state === 'running' && matchesTags(record.tags, filters))
        .map(({ record }) => record.id),
  };
}

async function launch(world: HostWorld, spec: InstanceSpec): Promise<{ id: string }> {
  const { addresses, clock, nginx } = world.options;
  const entry = addEntry(world, {
    id: `i-${randomBytes(9).toString('hex').slice(1)}`,
    groupName: spec.groupName,
    tags: { ...spec.tags },
    availabilityZone: spec.availabilityZone,
    ...(spec.launch && { launch: spec.launch }),
    launchTime: clock.now(),
    address: await addresses.allot(),
    appAddress: nginx ? await addresses.allot() : null,
    state: 'pending',
    stateReason: null,
  });
  await prepare(world, entry);
  world.options.onChange?.();
  void boot(world, entry);
  return { id: entry.record.id };
}

function terminate(world: HostWorld, id: string, reason: string, graceMs?: number): Promise<void> {
  const entry = entryOf(world, id);
  if (entry.record.state !== 'terminated') setState(world, entry, 'shutting-down', reason);
  // What runs is cut off now, so that a hook that hangs cannot hold up what was queued behind it.
  void entry.agent.halt();
  return afterwards(entry, () => endHost(world, entry, reason, graceMs));
}
