import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { writeBundle } from '../bundle/write-bundle.js';
import { createLifecycleHost } from '../lifecycle/create-lifecycle-host.js';
import type {
  DeploymentFacts,
  EventOutcome,
  LifecycleHost,
  LifecycleHostOptions,
} from '../lifecycle/lifecycle-host.js';
import type { LifecycleEventName } from '../lifecycle-event.js';
import { plant } from './temp-folder.js';
import type { Tree } from './temp-folder.js';

/** A host in a temporary folder, with real bundles and real scripts. */
export interface DeploymentRig {
  /** The host's file system: destinations are beneath it. */
  root: string;
  deploymentRoot: string;
  options: LifecycleHostOptions;
  host: LifecycleHost;
  facts(deploymentId: string, changes?: Partial<DeploymentFacts>): DeploymentFacts;
  /** Makes the tree the revision of a deployment. */
  publish(deploymentId: string, tree: Tree): Promise<void>;
  /** Runs the events one after the other and stops after the first that fails. */
  run(
    deploymentId: string,
    events: readonly LifecycleEventName[],
    changes?: Partial<DeploymentFacts>,
  ): Promise<EventOutcome>;
}

export async function deploymentRig(
  folder: string,
  changes: Partial<LifecycleHostOptions> = {},
): Promise<DeploymentRig> {
  const root = path.join(folder, 'host');
  const store = path.join(folder, 'store');
  await mkdir(root);
  await mkdir(store);
  const options: LifecycleHostOptions = {
    deploymentRoot: path.join(root, 'opt/codedeploy-agent/deployment-root'),
    fileSystemRoot: root,
    environment: { PATH: process.env['PATH'] ?? '' },
    workingDirectory: root,
    async fetchBundle(facts, file) {
      await copyFile(path.join(store, `${facts.deploymentId}.zip`), file);
      return { eTag: '"etag"' };
    },
    identity: 'skip',
    ...changes,
  };
  const host = createLifecycleHost(options);
  const facts = (deploymentId: string, more: Partial<DeploymentFacts> = {}): DeploymentFacts => ({
    deploymentId,
    applicationName: 'app',
    deploymentGroupName: 'blue-dg',
    deploymentGroupId: 'group-1',
    bundle: { bucket: 'artifacts', key: `releases/${deploymentId}.zip`, version: null, eTag: null, type: 'zip' },
    fileExistsBehavior: 'DISALLOW',
    ignoreApplicationStopFailures: false,
    ...more,
  });
  return {
    root,
    deploymentRoot: options.deploymentRoot,
    options,
    host,
    facts,
    async publish(deploymentId, tree) {
      const source = await plant(path.join(folder, 'sources', deploymentId), tree);
      await writeBundle({ source, output: path.join(store, `${deploymentId}.zip`) });
    },
    async run(deploymentId, events, more) {
      let outcome: EventOutcome | undefined;
      for (const event of events) {
        outcome = await host.runEvent(event, facts(deploymentId, more));
        if (outcome.status === 'Failed') return outcome;
      }
      if (outcome === undefined) throw new Error('there is no event to run');
      return outcome;
    },
  };
}
