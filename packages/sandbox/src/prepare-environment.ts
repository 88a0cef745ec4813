import type { SandboxAddresses } from './addresses/address-book.js';
import type { Foundation } from './foundation.js';
import { DEFAULTS, type SandboxOptions } from './sandbox-options.js';
import { checkApp } from './seed/check-app.js';
import { seedRelease } from './seed/seed-release.js';
import { waitForInstances } from './seed/wait-for-instances.js';
import { insider, type Ask } from './topology/ask.js';
import { waitUntilChecked } from './seed/wait-until-checked.js';
import type { PublicAddresses } from './topology/environment.js';
import { SHIPPED } from './topology/names.js';
import { createShippedStack, topologyOf } from './topology/shipped-stack.js';
import { templateText } from './topology/shipped-template.js';
import { PRODUCTION_PORT, TEST_PORT, type Topology } from './topology/topology.js';
import type { Wired } from './wiring.js';

/** The environment and where it answers. */
export interface Environment {
  readonly topology: Topology;
  readonly addresses: PublicAddresses;
}

/**
 * Makes the environment from its template, or brings back the saved one. A new one gets its instances and, unless `empty`,
 * the app.
 * @param onBuilt told as soon as the load balancer answers, before the app is there
 */
export async function prepareEnvironment(
  options: SandboxOptions,
  { state, addresses, stateDir }: Foundation,
  services: Wired,
  onBuilt: (environment: Environment) => void,
): Promise<Environment> {
  const { app, empty = false, signal = new AbortController().signal } = options;
  const instances = options.instances ?? DEFAULTS.instances;
  const say = options.onProgress ?? (() => undefined);
  const ask = insider(SHIPPED);
  const saved = (await state.load('topology')) as Topology | null;
  if (saved) say(`Going on with what ${stateDir} holds`);
  else if (!empty && instances > 0) {
    if (app === undefined) throw new RangeError('app: name the folder of the revision to deploy, or start empty.');
    await checkApp(app);
  }
  const template = saved ? null : await templateText(options.template);
  await unlessAborted(signal, services.restore());
  if (template !== null) {
    say('Creating the stack');
    await createShippedStack(services, ask, { template, instances, signal });
  }
  // Its user may have deleted the stack since; what it was is what the variables go on to name.
  const topology = (await topologyOf(services, ask)) ?? saved;
  if (!topology) throw new Error('The stack was deleted while the sandbox started.');
  const environment = { topology, addresses: await publicAddresses(services, ask, addresses, topology) };
  state.saveSoon('addresses', () => addresses.snapshot());
  onBuilt(environment);
  say(`The load balancer answers at ${environment.addresses.productionUrl}`);
  if (saved) {
    await waitUntilChecked({ services, topology, signal });
  } else {
    say('Waiting for the instances');
    await waitForInstances({ services, topology, instances, signal });
    if (!empty && instances > 0 && app !== undefined) {
      await seedRelease({ services, ask, topology, app, stateDir, instances, signal, onProgress: say });
    }
    // Last, because it says that the environment is whole.
    state.saveSoon('topology', () => topology);
  }
  await state.flush();
  return environment;
}

/** Applications that start again may take their time; the caller who gives up need not wait for them. */
async function unlessAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { signal: listening.signal });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    listening.abort();
    work.catch(() => undefined);
  }
}

/** The environment as its stack is now: its user may have given it a certificate. What was, where the stack is gone. */
export async function lookAgain(
  services: Wired,
  { addresses }: Pick<Foundation, 'addresses'>,
  before: Environment,
): Promise<Environment> {
  const ask = insider(SHIPPED);
  const topology = await topologyOf(services, ask).catch(() => null);
  return topology ? { topology, addresses: await publicAddresses(services, ask, addresses, topology) } : before;
}

async function publicAddresses(
  { elb }: Pick<Wired, 'elb'>,
  ask: Ask,
  { balancers }: SandboxAddresses,
  { loadBalancer: { name }, listenerArn }: Topology,
): Promise<PublicAddresses> {
  const { dnsName } = await balancers.allot(name, PRODUCTION_PORT);
  const test = await balancers.allot(name, TEST_PORT);
  const testUrl = `http://${test.host}:${test.port}`;
  const { Listeners } = await ask<{ Listeners: readonly { Port: number; Protocol: string }[] }>(
    elb,
    'DescribeListeners',
    { ListenerArns: [listenerArn] },
  ).catch(() => ({ Listeners: [] }));
  const [listener] = Listeners;
  if (listener?.Protocol !== 'HTTPS') return { dnsName, productionUrl: `http://${dnsName}`, testUrl };
  const { host, port } = await balancers.allot(name, listener.Port);
  return { dnsName, productionUrl: `https://${host}${port === 443 ? '' : `:${port}`}`, testUrl };
}
