import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { AwsPorts } from './aws/index.js';
import type { ResolvedConfig } from './config/index.js';
import type { Actor, OperationContext } from './domain/context.js';
import { BlueGreenError } from './domain/errors.js';
import type { Documents } from './domain/ports.js';
import { toBlueGreenError } from './operations/steps/operation-errors.js';
import { statePrefix } from './state/document-keys.js';
import { systemClock } from './system-clock.js';

export interface ConnectOptions {
  /** Such as `production`; stronger than any other source of the setting. */
  readonly environment?: string;
  /** Such as `bluegreen-deployment`. */
  readonly project?: string;
  /** CloudFormation stack whose outputs say everything else; such as `bluegreen-deployment-production`. */
  readonly stack?: string;
  /** Where the search for bluegreen.yaml starts. Default: the working directory. */
  readonly cwd?: string;
  /** Variables to read settings, endpoint and credentials from. Default: those of the process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Settings as a command line gives them, by `Field.flag`. */
  readonly flags?: Readonly<Record<string, string | undefined>>;
  /** Who acts. Default: the CI pipeline or the person at this machine. */
  readonly actor?: Partial<Actor>;
  /** Short for `actor.surface`. Default `sdk`. */
  readonly surface?: string;
  /** How long the lease lasts without renewal, in ms, 5 seconds to an hour. Default BLUEGREEN_LEASE_MS, or one minute. */
  readonly leaseMs?: number;
  /** Where lease and journal lie. Default: below the environment's prefix in the artifact bucket. */
  readonly documents?: Documents;
  /** Stops every operation; one that has moved traffic puts it back first. */
  readonly signal?: AbortSignal;
}

export interface Connection {
  readonly context: OperationContext;
  readonly resolved: ResolvedConfig;
  close(): void;
}

/** Settings, then ports over AWS. Sends nothing, unless stack outputs have to fill in a missing setting. */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { env = process.env, cwd = process.cwd(), signal } = options;
  // Loaded here, so that whoever only wants types, words or the fake world does not pay for AWS.
  const [{ resolveConfig }, { createAwsPorts }, { createHttpProbe }] = await Promise.all([
    import('./config/index.js'),
    import('./aws/index.js'),
    import('./probe/http-probe.js'),
  ]);
  const opened: AwsPorts[] = [];
  // No signal here: putting traffic back after an abort needs ports that still work.
  const open = (region: string) => {
    const ports = createAwsPorts({ region, ...awsSettingsOf(env) });
    opened.push(ports);
    return ports;
  };
  const close = () => opened.forEach((ports) => ports.close());
  try {
    const given = { project: options.project, environment: options.environment, stack: options.stack };
    const flags = { ...options.flags, ...definedOf(given) };
    const stackOutputs = (stack: string, region: string) => open(region).stacks.outputs(stack);
    const resolved = await resolveConfig({ flags, env, cwd, stackOutputs });
    const { config } = resolved;
    const ports = open(config.region);
    const context: OperationContext = {
      config,
      traffic: ports.traffic,
      targets: ports.targets,
      capacity: ports.capacity,
      deployments: ports.deployments,
      artifacts: ports.artifacts,
      alarms: ports.alarms,
      documents: options.documents ?? ports.documents(config.bucket, statePrefix(config.project, config.environment)),
      metrics: ports.metrics(`${config.project}-${config.environment}`),
      probe: createHttpProbe(),
      clock: systemClock,
      actor: actorOf(options, env),
      signal,
      leaseMs: leaseMsOf(options, env),
      newId: randomUUID,
    };
    return { context, resolved, close };
  } catch (error) {
    close();
    throw toBlueGreenError(error, { signal });
  }
}

const SHORTEST_LEASE_MS = 5_000;
const LONGEST_LEASE_MS = 3_600_000;

/** Undefined for the default. @throws CONFIG_INVALID. */
function leaseMsOf({ leaseMs }: ConnectOptions, env: NodeJS.ProcessEnv): number | undefined {
  const said = leaseMs ?? env['BLUEGREEN_LEASE_MS'];
  if (said === undefined || said === '') return undefined;
  const ms = Number(said);
  if (Number.isInteger(ms) && ms >= SHORTEST_LEASE_MS && ms <= LONGEST_LEASE_MS) return ms;
  throw new BlueGreenError(
    'CONFIG_INVALID',
    `A lease of ${said} ms makes no sense.`,
    `Set BLUEGREEN_LEASE_MS to a whole number from ${SHORTEST_LEASE_MS} to ${LONGEST_LEASE_MS}, or leave it out.`,
  );
}

/** AWS clients read the process's own variables; variables that were handed in have to be handed on. */
function awsSettingsOf(env: NodeJS.ProcessEnv) {
  if (env === process.env) return {};
  const { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  const keys =
    AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY
      ? { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY }
      : null;
  return {
    ...(endpoint ? { endpoint } : {}),
    ...(keys ? { credentials: { ...keys, ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}) } } : {}),
  };
}

function definedOf(values: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function actorOf({ actor, surface }: ConnectOptions, env: NodeJS.ProcessEnv): Actor {
  const pipeline = env['CI_PIPELINE_ID'];
  const person = env['GITLAB_USER_LOGIN'] ?? env['USER'] ?? nameOfUser();
  const owner = actor?.owner ?? (pipeline ? `ci:pipeline/${pipeline} (${person})` : `${person}@${hostname()}`);
  const link = actor?.link ?? env['CI_JOB_URL'];
  return { owner, surface: actor?.surface ?? surface ?? 'sdk', ...(link ? { link } : {}) };
}

/** A container may run under a number that has no name. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
