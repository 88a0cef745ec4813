import { z } from 'zod';
import { FIELD_BY_KEY } from './fields.js';

function setting(key: string) {
  const { list, number, boolean, description } = FIELD_BY_KEY.get(key)!;
  const text = z.string().min(1);
  const plain = boolean ? z.boolean() : number ? z.number() : list ? z.array(text).min(1) : text;
  return plain.describe(description).optional();
}

function color(name: 'blue' | 'green') {
  return z
    .strictObject({
      targetGroup: setting(`colors.${name}.targetGroup`),
      deploymentGroup: setting(`colors.${name}.deploymentGroup`),
      autoScalingGroup: setting(`colors.${name}.autoScalingGroup`),
    })
    .describe(`The ${name} half of the environment.`)
    .optional();
}

/** Settings that one environment may have of its own. */
const own = {
  region: setting('region'),
  stack: setting('stack'),
  applicationName: setting('applicationName'),
  codeDeployApplication: setting('codeDeployApplication'),
  bucket: setting('bucket'),
  colors: z
    .strictObject({ blue: color('blue'), green: color('green') })
    .describe('The two halves of an environment, each with its own groups.')
    .optional(),
  listenerArns: setting('listenerArns'),
  productionUrl: setting('productionUrl'),
  testUrl: setting('testUrl'),
  paths: z
    .strictObject({
      version: setting('paths.version'),
      health: setting('paths.health'),
      deepHealth: setting('paths.deepHealth'),
    })
    .describe('Paths that the app answers.')
    .optional(),
  alarms: setting('alarms'),
  holdCapacity: setting('holdCapacity'),
  metrics: setting('metrics'),
  proof: z
    .strictObject({ perSecond: setting('proof.perSecond'), path: setting('proof.path') })
    .describe('The small stream of requests that watches a move of traffic.')
    .optional(),
};

/** bluegreen.yaml: settings for every environment, and under `environments` what differs in each. */
export const schema = z
  .strictObject({
    project: setting('project'),
    environment: setting('environment'),
    ...own,
    environments: z
      .record(z.string(), z.strictObject(own).nullable().describe('Settings of this environment alone.'))
      .nullish()
      .describe('Environments by name.'),
  })
  .describe('Settings of Bluegreen (bluegreen.yaml).');
