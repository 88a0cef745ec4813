import type { DeploymentConfig } from './state.js';

const predefined = (name: string, minimum: DeploymentConfig['minimum']): DeploymentConfig => ({
  id: `00000000-0000-0000-0000-${Buffer.from(name).toString('hex').slice(-12)}`,
  name: `CodeDeployDefault.${name}`,
  // The day CodeDeploy came out: the same in every sandbox.
  createTime: Date.UTC(2014, 10, 12),
  minimum,
});

/** The configurations that every account has (contract C9). */
export function defaultConfigs(): Record<string, DeploymentConfig> {
  const configs = [
    predefined('OneAtATime', { type: 'MOST_CONCURRENCY', value: 1 }),
    predefined('HalfAtATime', { type: 'FLEET_PERCENT', value: 50 }),
    predefined('AllAtOnce', { type: 'HOST_COUNT', value: 0 }),
  ];
  return Object.fromEntries(configs.map((config) => [config.name, config]));
}
