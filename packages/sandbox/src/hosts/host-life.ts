import { rm } from 'node:fs/promises';
import type { HostEntry, HostRecord, HostWorld } from './host-entry.js';
import { addEntry } from './host-entry.js';
import type { InstanceState } from './instance.js';
import { prepareInstanceFolder } from './instance-folder.js';
import { endProcessesOf } from './processes.js';

const BOOT_MS = 5_000;
/** How long EC2 still shows an instance that was terminated. */
const REMEMBER_TERMINATED_MS = 3_600_000;

export const BY_USER = 'Client.UserInitiatedShutdown';
export const BY_FAILURE = 'Server.InternalError';

export function setState({ options }: HostWorld, { record }: HostEntry, state: InstanceState, reason?: string): void {
  record.state = state;
  record.stateReason = reason ?? null;
  options.onChange?.();
}

/** Queues work behind whatever the instance is doing. */
export function afterwards(entry: HostEntry, work: () => Promise<void>): Promise<void> {
  entry.last = entry.last.then(work, work);
  return entry.last;
}

export function prepare({ options }: HostWorld, { record, root }: HostEntry): Promise<void> {
  const app = record.appAddress ?? record.address;
  return prepareInstanceFolder(root, {
    BLUEGREEN_INSTANCE: record.id,
    BLUEGREEN_HOST: record.address.host,
    BLUEGREEN_PORT: String(record.address.port),
    BLUEGREEN_NGINX: record.appAddress ? 'on' : 'off',
    BLUEGREEN_APP_HOST: app.host,
    BLUEGREEN_APP_PORT: String(app.port),
    ...options.variables(record),
  });
}

export async function boot(world: HostWorld, entry: HostEntry): Promise<void> {
  await world.options.clock.sleep(BOOT_MS);
  if (entry.record.state === 'pending') setState(world, entry, 'running');
}

async function startApplication({ options }: HostWorld, { agent, record }: HostEntry): Promise<void> {
  for (const { status, message, logTail } of await agent.startInstalled()) {
    if (status === 'Failed') options.onProblem?.(`${record.id}: the application did not start: ${message}\n${logTail}`);
  }
}

/** Ends all processes of the instance. */
export async function halt(entry: HostEntry, graceMs?: number): Promise<void> {
  const limits = graceMs === undefined ? {} : { graceMs };
  const halted = entry.agent.halt();
  await endProcessesOf(entry.root, limits);
  await halted;
  // A script that was cut off may have left a child behind its back.
  await endProcessesOf(entry.root, limits);
}

export async function stopHost(world: HostWorld, entry: HostEntry): Promise<void> {
  if (entry.record.state !== 'running' && entry.record.state !== 'pending') return;
  setState(world, entry, 'stopping', BY_USER);
  await halt(entry);
  setState(world, entry, 'stopped', BY_USER);
}

export async function startHost(world: HostWorld, entry: HostEntry): Promise<void> {
  if (entry.record.state !== 'stopped') return;
  setState(world, entry, 'pending');
  await boot(world, entry);
  await startApplication(world, entry);
}

export async function endHost(world: HostWorld, entry: HostEntry, reason: string, graceMs?: number): Promise<void> {
  if (entry.record.state === 'terminated') return;
  await halt(entry, graceMs);
  await rm(entry.root, { recursive: true, force: true });
  const { address, appAddress } = entry.record;
  await world.options.addresses.release?.(address);
  if (appAddress) await world.options.addresses.release?.(appAddress);
  setState(world, entry, 'terminated', reason);
  forgetLater(world, entry);
}

function forgetLater({ options, entries }: HostWorld, { record }: HostEntry): void {
  options.clock.after(REMEMBER_TERMINATED_MS, () => {
    entries.delete(record.id);
    options.onChange?.();
  });
}

/** Brings an instance back after the sandbox itself was away, with whatever application was installed on it. */
export async function restoreHost(world: HostWorld, record: HostRecord): Promise<void> {
  const { addresses } = world.options;
  const entry = addEntry(world, { ...record });
  if (record.state === 'terminated') return forgetLater(world, entry);
  if (record.state === 'shutting-down') return endHost(world, entry, record.stateReason ?? BY_USER);
  await endProcessesOf(entry.root, { graceMs: 0 });
  entry.record.address = await addresses.allot(record.address);
  if (record.appAddress) entry.record.appAddress = await addresses.allot(record.appAddress);
  await prepare(world, entry);
  const wasDown = record.state === 'stopped' || record.state === 'stopping';
  setState(world, entry, wasDown ? 'stopped' : 'running', record.stateReason ?? undefined);
  if (!wasDown) await startApplication(world, entry);
}
