import type { ClientSettings, ConnectionOptions, RetryStrategy } from './client-settings.js';
import { clientSettings } from './client-settings.js';
import type { BlueGreenError } from '../domain/errors.js';
import { systemClock } from '../system-clock.js';
import type { CallFacts } from './error-facts.js';
import { limitedRetries } from './limited-retries.js';
import { loadBalancingPace, type Pace } from './load-balancing-pace.js';
import { mapError } from './map-error.js';

/** Every service the SDK talks to. A module, and the AWS client behind it, is loaded by the first call that needs it. */
const services = {
  loadBalancing: () => import('./clients/load-balancing.js'),
  codeDeploy: () => import('./clients/codedeploy.js'),
  s3: () => import('./clients/s3.js'),
  autoScaling: () => import('./clients/auto-scaling.js'),
  cloudWatch: () => import('./clients/cloudwatch.js'),
  cloudFormation: () => import('./clients/cloudformation.js'),
  sts: () => import('./clients/sts.js'),
};

export type ServiceName = keyof typeof services;
type Module<S extends ServiceName> = Awaited<ReturnType<(typeof services)[S]>>;
type Commands<S extends ServiceName> = Module<S>['commands'];
export type Client<S extends ServiceName> = ReturnType<Module<S>['createClient']>;

/** The calls a port makes, each with the IAM actions that it needs. A port can make no call that is not listed. */
export type CallTable<S extends ServiceName> = { readonly [K in keyof Commands<S>]?: readonly string[] };

type InputOf<C> = C extends new (...input: infer Inputs) => unknown ? Extract<Inputs, [unknown]>[0] : never;
type OutputOf<C> = C extends new (input: never) => {
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Output }>;
}
  ? Output
  : never;

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Sends again only when AWS surely did nothing: it throttled the call, or was never reached. */
  readonly once?: boolean;
}

/** Makes one call. Rejects with BlueGreenError only; AWS's own error is its `cause`. */
export type Caller<S extends ServiceName, T> = <K extends keyof T & keyof Commands<S> & string>(
  operation: K,
  input: InputOf<Commands<S>[K]>,
  options?: CallOptions,
) => Promise<OutputOf<Commands<S>[K]>>;

export interface Connection {
  calls<S extends ServiceName, const T extends CallTable<S>>(service: S, table: T): Caller<S, T>;
  /** The AWS client itself, for a library that wants one. */
  client<S extends ServiceName>(service: S): Promise<Client<S>>;
  /** `signal` together with the connection's own. */
  signal(signal?: AbortSignal): AbortSignal | undefined;
  /** A library's failure on `client`, in our words. */
  mapError(
    error: unknown,
    call: Pick<CallFacts, 'service' | 'operation' | 'actions' | 'input' | 'signal'>,
  ): BlueGreenError;
  /** Closes kept-alive sockets. */
  close(): void;
}

/** What the seven client classes have in common, without their seven sets of type parameters. */
interface AnyClient {
  readonly config: {
    readonly requestHandler: ClientSettings['requestHandler'] & { destroy?: () => void };
    retryStrategy: () => Promise<RetryStrategy>;
  };
  send(command: object, options: { abortSignal?: AbortSignal }): Promise<unknown>;
}
interface AnyModule {
  readonly commands: Readonly<Record<string, new (input: unknown) => object>>;
  readonly createClient: (settings: ClientSettings) => AnyClient;
}

/** Makes clients as they are wanted; they share one request handler, so one pool of kept-alive sockets. */
export function connect(options: ConnectionOptions): Connection {
  let settings = clientSettings(options);
  const opened = new Map<string, Promise<{ commands: AnyModule['commands']; client: AnyClient }>>();

  const paces: Partial<Record<ServiceName, Pace>> = { loadBalancing: loadBalancingPace(options.clock ?? systemClock) };
  const strategies = new Map<ServiceName, () => Promise<RetryStrategy>>();

  const open = (service: ServiceName, once: boolean) => {
    const key = once ? `${service} once` : service;
    const found = opened.get(key);
    if (found) return found;
    const opening = (async () => {
      const { commands, createClient } = (await services[service]()) as unknown as AnyModule;
      const client = createClient(settings);
      settings = { ...settings, requestHandler: client.config.requestHandler };
      // Whatever strategy the settings ask for, all clients of a service share one, and so one rate limiter.
      const own = strategies.get(service) ?? client.config.retryStrategy;
      strategies.set(service, own);
      const limited = limitedRetries(own, once);
      client.config.retryStrategy = () => Promise.resolve(limited);
      return { commands, client };
    })();
    opened.set(key, opening);
    return opening;
  };

  const withOwn = (signal?: AbortSignal) =>
    signal && options.signal ? AbortSignal.any([signal, options.signal]) : (signal ?? options.signal);

  const mapOwn: Connection['mapError'] = (error, call) => {
    const { region, endpoint = process.env['AWS_ENDPOINT_URL'] } = options;
    return mapError(error, { ...call, region, endpoint });
  };

  return {
    signal: withOwn,
    mapError: mapOwn,
    client: async (service) => (await open(service, false)).client as unknown as Client<typeof service>,
    calls: (service, table) =>
      (async (operation: string, input: object, callOptions: CallOptions = {}) => {
        const abortSignal = withOwn(callOptions.signal);
        try {
          const { commands, client } = await open(service, callOptions.once ?? false);
          await paces[service]?.(operation, abortSignal);
          return await client.send(new commands[operation]!(input), { abortSignal });
        } catch (error) {
          const actions = (table as Record<string, readonly string[]>)[operation] ?? [];
          throw mapOwn(error, { service, operation, actions, input, signal: abortSignal });
        }
      }) as never,
    close: () => {
      const handler = settings.requestHandler as { destroy?: () => void };
      handler.destroy?.();
    },
  };
}
