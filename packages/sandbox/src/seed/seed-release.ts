import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBundle } from '@bluegreen/appspec';
import type { Services } from '../services.js';
import type { Ask } from '../topology/ask.js';
import { COLORS, SHIPPED } from '../topology/names.js';
import type { Topology } from '../topology/topology.js';
import { followDeployments } from './follow-deployments.js';
import { waitUntilHealthy } from './wait-until-healthy.js';

export interface SeedInput {
  readonly services: Services;
  readonly ask: Ask;
  readonly topology: Topology;
  /** Folder of the app's revision. */
  readonly app: string;
  readonly stateDir: string;
  readonly instances: number;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

const FIRST_RELEASE = 'v0';

/** Puts the app on both colours by real deployments and waits until every target is healthy. */
export async function seedRelease(input: SeedInput): Promise<void> {
  const { services, ask, onProgress, topology } = input;
  const named = await releaseOf(input.app);
  const release = named ?? FIRST_RELEASE;
  const output = join(input.stateDir, 'seed.zip');
  const extraFiles = named === null ? { 'release.json': JSON.stringify({ release, commit: null }) } : undefined;
  const { digest } = await writeBundle({ source: input.app, output, extraFiles, signal: input.signal });
  const key = `releases/${SHIPPED.applicationName}/${release}-${digest}.zip`;
  const { eTag, versionId } = await services.store.put(topology.bucket, key, createReadStream(output));
  await rm(output);

  onProgress(`Deploying ${release} to BLUE and GREEN`);
  const s3Location = {
    bucket: topology.bucket,
    key,
    bundleType: 'zip',
    eTag,
    ...(versionId && { version: versionId }),
  };
  const ids = await Promise.all(
    COLORS.map(async (color) => {
      const { deploymentId } = await ask<{ deploymentId: string }>(services.codedeploy, 'CreateDeployment', {
        applicationName: topology.application,
        deploymentGroupName: topology.deploymentGroups[color],
        revision: { revisionType: 'S3', s3Location },
        description: `First release ${release}`,
      });
      return deploymentId;
    }),
  );
  await followDeployments(input, ids);
  onProgress('Waiting until every instance is healthy');
  await waitUntilHealthy(input);
}

/** The release that the app's own release.json names; null where it has none. */
async function releaseOf(app: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(join(app, 'release.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const { release } = JSON.parse(text) as { release?: unknown };
  if (typeof release !== 'string' || release === '') throw new Error(`${join(app, 'release.json')} names no release.`);
  return release;
}
