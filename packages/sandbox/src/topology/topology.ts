import type { Color } from './names.js';

/** What the environment consists of, as its stack's outputs name it: plain data, saved with the state. */
export interface Topology {
  readonly stackId: string;
  readonly loadBalancer: { readonly arn: string; readonly name: string };
  readonly listenerArn: string;
  readonly testListenerArn: string;
  readonly targetGroups: Readonly<Record<Color, { readonly arn: string; readonly name: string }>>;
  readonly autoScalingGroups: Readonly<Record<Color, string>>;
  readonly bucket: string;
  readonly application: string;
  readonly deploymentGroups: Readonly<Record<Color, string>>;
}

export const PRODUCTION_PORT = 80;
export const TEST_PORT = 8080;
