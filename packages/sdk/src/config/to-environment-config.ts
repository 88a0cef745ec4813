import type { Color } from '../domain/color.js';
import type { ColorConfig, EnvironmentConfig } from '../domain/environment.js';
import type { Settings } from './resolve-config.js';

/** The product of settings that are complete and valid. */
export function toEnvironmentConfig(settings: Settings): EnvironmentConfig {
  const value = (key: string) => settings.get(key)?.[0]?.value;
  const text = (key: string) => String(value(key) ?? '');
  const list = (key: string) => [value(key) ?? []].flat();
  const color = (name: Color): ColorConfig => ({
    targetGroup: text(`colors.${name}.targetGroup`),
    deploymentGroup: text(`colors.${name}.deploymentGroup`),
    autoScalingGroup: text(`colors.${name}.autoScalingGroup`),
  });
  return {
    project: text('project'),
    environment: text('environment'),
    region: text('region'),
    applicationName: text('applicationName'),
    codeDeployApplication: text('codeDeployApplication'),
    bucket: text('bucket'),
    colors: { blue: color('blue'), green: color('green') },
    listenerArns: list('listenerArns'),
    productionUrl: toUrl(text('productionUrl')),
    ...(value('testUrl') !== undefined && { testUrl: toUrl(text('testUrl')) }),
    paths: { version: text('paths.version'), health: text('paths.health'), deepHealth: text('paths.deepHealth') },
    alarms: list('alarms'),
    holdCapacity: text('holdCapacity') === 'true',
    metrics: text('metrics') === 'true',
    proof: { perSecond: Number(text('proof.perSecond')), path: text('proof.path') },
  };
}

/** A bare DNS name is HTTP; no slash at the end, for paths start with one. */
function toUrl(text: string): string {
  return (/^https?:\/\//.test(text) ? text : `http://${text}`).replace(/\/+$/, '');
}
