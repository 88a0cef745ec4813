import type { Color } from './names.js';

/** What the shipped environment consists of: plain data, saved with the state. */
export interface Topology {
  readonly stackId: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly loadBalancer: { readonly arn: string; readonly name: string };
  readonly listenerArn: string;
  readonly testListenerArn: string;
  readonly ruleArns: Readonly<Record<Color, string>>;
  readonly targetGroups: Readonly<Record<Color, { readonly arn: string; readonly name: string }>>;
}

export const PRODUCTION_PORT = 80;
export const TEST_PORT = 8080;
