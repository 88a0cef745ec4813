import type { Templates } from '../domain/infrastructure.js';
import type {
  Alarms,
  Artifacts,
  Capacity,
  Deployments,
  Documents,
  Metrics,
  Targets,
  Traffic,
} from '../domain/ports.js';
import { createAlarms } from './alarms.js';
import { createArtifacts } from './artifacts.js';
import { createCapacity } from './capacity.js';
import type { ConnectionOptions } from './client-settings.js';
import { connect } from './connection.js';
import { createDeployments } from './deployments.js';
import { createDocuments } from './documents.js';
import { createIdentity } from './identity.js';
import type { Identity } from './identity.js';
import { createMetrics } from './metrics.js';
import { createStacks } from './stacks.js';
import type { Stacks } from './stacks.js';
import { createTargets } from './targets.js';
import { createTemplates } from './templates.js';
import { createTraffic } from './traffic.js';

export type { AwsCredentials, ConnectionOptions as AwsPortsOptions } from './client-settings.js';
export type { Identity } from './identity.js';
export type { Stacks } from './stacks.js';
export { iamActions } from './iam-actions.js';

/** The ports of domain/ports.ts over real AWS clients, and two of AWS's own. Every method rejects with BlueGreenError. */
export interface AwsPorts {
  readonly traffic: Traffic;
  readonly targets: Targets;
  readonly capacity: Capacity;
  readonly deployments: Deployments;
  readonly artifacts: Artifacts;
  readonly alarms: Alarms;
  documents(bucket: string, prefix: string): Documents;
  metrics(environment: string): Metrics;
  readonly stacks: Stacks;
  readonly identity: Identity;
  readonly templates: Templates;
  /** Closes kept-alive sockets. An idle one does not keep the process alive, so a command line need not call it. */
  close(): void;
}

/** Nothing is loaded or sent before a port is first used; then only the one client that it needs. */
export function createAwsPorts(options: ConnectionOptions): AwsPorts {
  const connection = connect(options);
  return {
    traffic: createTraffic(connection),
    targets: createTargets(connection),
    capacity: createCapacity(connection),
    deployments: createDeployments(connection),
    artifacts: createArtifacts(connection),
    alarms: createAlarms(connection),
    documents: (bucket, prefix) => createDocuments(connection, bucket, prefix),
    metrics: (environment) => createMetrics(connection, environment),
    stacks: createStacks(connection),
    identity: createIdentity(connection),
    templates: createTemplates(connection),
    close: () => connection.close(),
  };
}
