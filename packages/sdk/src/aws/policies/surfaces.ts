import type { PortName } from '../iam-actions.js';

/** Who gets a policy: the pipeline, the chat bot, the web console, and the hosts themselves. */
export type Surface = 'gitlab' | 'slack' | 'console' | 'instance';

export const SURFACES: readonly Surface[] = ['gitlab', 'slack', 'console', 'instance'];

/** Calls of a port that a surface makes. */
export type Uses = Readonly<Partial<Record<PortName, 'all' | readonly string[]>>>;

const OPERATES: Uses = {
  traffic: 'all',
  targets: 'all',
  capacity: 'all',
  deployments: 'all',
  artifacts: 'all',
  alarms: 'all',
  metrics: 'all',
  documents: 'all',
  stacks: 'all',
  identity: 'all',
};

// Only the pipeline makes releases: the others deploy what lies in the bucket already.
const OPERATES_ON_STORED_RELEASES: Uses = { ...OPERATES, artifacts: ['HeadObject', 'HeadBucket', 'ListObjectsV2'] };

/** What each front end does. A port that is not listed here is granted to nobody. */
export const USES: Readonly<Record<Exclude<Surface, 'instance'>, Uses>> = {
  gitlab: OPERATES,
  slack: OPERATES_ON_STORED_RELEASES,
  console: OPERATES_ON_STORED_RELEASES,
};
