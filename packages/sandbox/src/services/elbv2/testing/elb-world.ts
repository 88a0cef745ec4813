import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { createDataPlane, type DataPlane } from '@bluegreen/load-balancer';
import { startGateway, type Gateway } from '../../../gateway.js';
import type { Service } from '../../service.js';
import type { InstanceState } from '../context.js';
import { createElbV2, type ElbV2, type ElbV2Options } from '../index.js';
import { manualClock, type ManualClock } from './manual-clock.js';

/** An ELBv2 service with its real data plane behind a real gateway, instances that are small HTTP servers, and a clock by hand. */
export interface ElbWorld {
  readonly endpoint: string;
  readonly elb: ElbV2;
  readonly plane: DataPlane;
  readonly clock: ManualClock;
  readonly gateway: Gateway;
  /** Starts an instance whose server answers its own id. */
  launch(id: string): Promise<void>;
  /** What the instance answers to health checks from now on; null hangs up. */
  setHealth(id: string, status: number | null): void;
  setInstanceState(id: string, state: InstanceState): void;
  /** Base URL of the open listener with that port. */
  urlOf(listenerPort: number): string;
  close(): Promise<void>;
}

export interface WorldOptions extends Partial<
  Pick<ElbV2Options, 'propagationDelayMs' | 'quotas' | 'onChange' | 'certificates'>
> {
  /** Further services behind the same gateway. */
  readonly services?: (world: {
    readonly elb: ElbV2;
    readonly plane: DataPlane;
    readonly clock: ManualClock;
  }) => readonly Service[];
  readonly random?: () => number;
}

interface Instance {
  readonly server: Server;
  state: InstanceState;
  health: number | null;
}

export async function startElbWorld(options: WorldOptions = {}): Promise<ElbWorld> {
  const clock = manualClock();
  const instances = new Map<string, Instance>();
  const bound = new Map<number, string>();
  const real = createDataPlane({
    clock,
    resolve: ({ id }) => {
      const instance = instances.get(id);
      return instance?.state === 'running' ? { host: '127.0.0.1', port: portOf(instance.server) } : undefined;
    },
    healthCheckAgent: 'ELB-HealthChecker/2.0',
    serverName: 'awselb/2.0',
    cookieNames: { pool: 'AWSALBTG', target: 'AWSALB' },
    ...(options.random ? { random: options.random } : {}),
  });
  const plane: DataPlane = {
    ...real,
    async openListener(config) {
      const address = await real.openListener(config);
      bound.set(config.publicPort ?? config.port, `${config.tls ? 'https' : 'http'}://${address.host}:${address.port}`);
      return address;
    },
  };
  const elb = createElbV2({
    clock,
    plane,
    account: '123456789012',
    region: 'us-east-1',
    addresses: { allot: (name) => Promise.resolve({ host: '127.0.0.1', port: 0, dnsName: `${name}.localhost` }) },
    instances: { state: (id) => instances.get(id)?.state },
    propagationDelayMs: options.propagationDelayMs ?? 0,
    quotas: options.quotas,
    certificates: options.certificates,
    onChange: options.onChange,
  });
  const gateway = await startGateway({ services: [elb.service, ...(options.services?.({ elb, plane, clock }) ?? [])] });
  return {
    endpoint: gateway.endpoint,
    elb,
    plane,
    clock,
    gateway,
    async launch(id) {
      const server = createServer((request, response) =>
        answer(id, instances.get(id)?.health ?? null, request, response),
      );
      instances.set(id, { server, state: 'running', health: 200 });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    },
    setHealth(id, status) {
      const instance = instances.get(id);
      if (instance) instance.health = status;
    },
    setInstanceState(id, state) {
      const instance = instances.get(id);
      if (instance) instance.state = state;
    },
    urlOf(listenerPort) {
      const url = bound.get(listenerPort);
      if (url === undefined) throw new Error(`No listener was opened on port ${listenerPort}.`);
      return url;
    },
    async close() {
      await elb.close();
      await gateway.close();
      await plane.close();
      await Promise.all([...instances.values()].map(({ server }) => closed(server)));
    },
  };
}

/** Asks again until `accept` is content with the answer. @throws Error with the last answer after the deadline */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  accept: (answer: T) => boolean,
  deadlineMs = 5_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (accept(answer)) return answer;
    if (Date.now() > end) throw new Error(`Still not so after ${deadlineMs} ms: ${JSON.stringify(answer)}`);
    await turn();
  }
}

function answer(id: string, health: number | null, request: IncomingMessage, response: ServerResponse): void {
  if (request.url !== '/health') {
    response.end(id);
    return;
  }
  if (health === null) {
    request.socket.destroy();
    return;
  }
  response.statusCode = health;
  response.end();
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
