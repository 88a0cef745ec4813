import { createWriteStream } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { noSpaceLeft } from '../faults/index.js';
import type { Agent, RevisionStore } from './instance.js';
import type {
  DeploymentFacts,
  EventOutcome,
  LifecycleEventName,
  LifecycleHost,
  LifecycleHostOptions,
} from '@bluegreen/appspec';

const HALT_DEADLINE_MS = 5_000;

export interface AgentOptions {
  readonly instanceId: string;
  readonly root: string;
  readonly environment: Record<string, string>;
  readonly revisions: RevisionStore;
  readonly createLifecycleHost: (options: LifecycleHostOptions) => LifecycleHost;
  readonly isAlive: () => boolean;
  readonly now: () => number;
  /** Runs an event with whatever goes wrong around it on purpose. */
  readonly aroundEvent?: (event: LifecycleEventName, run: () => Promise<EventOutcome>) => Promise<EventOutcome>;
  /** While true, the agent's writes find no room. */
  readonly diskFull?: () => boolean;
}

export interface HostAgent extends Agent {
  /** Runs ApplicationStart of whatever is installed, as a host does when it boots. */
  startInstalled(): Promise<readonly EventOutcome[]>;
  /** Aborts what runs and resolves once it has come to rest. */
  halt(): Promise<void>;
}

/** The CodeDeploy agent of one instance: runs events in its file system and remembers what it installed. */
export function createAgent(options: AgentOptions): HostAgent {
  const { root, now } = options;
  const host = options.createLifecycleHost({
    deploymentRoot: join(root, 'opt/codedeploy-agent/deployment-root'),
    fileSystemRoot: root,
    environment: options.environment,
    workingDirectory: root,
    fetchBundle(facts, file, signal) {
      if (options.diskFull?.() === true) return Promise.reject(noSpaceLeft(file));
      return download(options, facts, file, signal);
    },
    identity: 'skip',
    now,
  });
  let stopping = new AbortController();
  const running = new Set<Promise<unknown>>();

  async function run(event: LifecycleEventName, facts: DeploymentFacts, signal?: AbortSignal): Promise<EventOutcome> {
    await log(`${facts.deploymentId} ${event} started`);
    const signals = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
    const work = () => host.runEvent(event, facts, signals);
    const outcome = await (options.aroundEvent?.(event, work) ?? work());
    if (event === 'Install' && outcome.status === 'Succeeded') await remember(root, facts);
    await log(`${facts.deploymentId} ${event} ${outcome.status}${outcome.message ? `: ${outcome.message}` : ''}`);
    return outcome;
  }

  async function log(text: string): Promise<void> {
    if (stopping.signal.aborted) return;
    const line = `${new Date(now()).toISOString()} [${options.instanceId}] ${text}\n`;
    await appendFile(join(root, 'var/log/aws/codedeploy-agent/codedeploy-agent.log'), line);
  }

  function tracked<T>(work: Promise<T>): Promise<T> {
    running.add(work);
    const forget = (): void => void running.delete(work);
    work.then(forget, forget);
    return work;
  }

  return {
    get alive() {
      return options.isAlive();
    },
    runEvent: (event, facts, signal) => tracked(run(event, facts, signal)),
    async startInstalled() {
      const outcomes: EventOutcome[] = [];
      const { signal } = stopping;
      for (const facts of await installed(root)) {
        if (signal.aborted) break;
        const first = await tracked(run('ApplicationStart', facts));
        // An event that was cut off with the former sandbox fails once before it runs again.
        outcomes.push(
          first.status === 'Succeeded' || signal.aborted ? first : await tracked(run('ApplicationStart', facts)),
        );
      }
      return outcomes;
    },
    async halt() {
      stopping.abort(new Error(`${options.instanceId} stopped`));
      // A lifecycle host ends its script on abort; one that does not must not hold up the instance's end.
      await Promise.race([Promise.allSettled(running), delay(HALT_DEADLINE_MS, undefined, { ref: false })]);
      stopping = new AbortController();
    },
  };
}

async function download(
  { revisions, instanceId }: Pick<AgentOptions, 'revisions' | 'instanceId'>,
  facts: DeploymentFacts,
  file: string,
  signal?: AbortSignal,
): Promise<{ eTag: string }> {
  const { bucket, key, version } = facts.bundle;
  const object = await revisions.open(bucket, key, version ?? undefined, instanceId);
  if (!object) throw new Error(`No object s3://${bucket}/${key}${version ? ` in version ${version}` : ''}.`);
  await mkdir(dirname(file), { recursive: true });
  await pipeline(object.stream, createWriteStream(file), { signal });
  return { eTag: object.eTag };
}

const memoryOf = (root: string): string => join(root, 'var/lib/bluegreen/installed.json');

/** One entry for each deployment group, the latest installation last. */
async function installed(root: string): Promise<readonly DeploymentFacts[]> {
  try {
    return JSON.parse(await readFile(memoryOf(root), 'utf8')) as DeploymentFacts[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function remember(root: string, facts: DeploymentFacts): Promise<void> {
  const others = (await installed(root)).filter((entry) => entry.deploymentGroupId !== facts.deploymentGroupId);
  await writeFile(memoryOf(root), JSON.stringify([...others, facts]));
}
