import { randomUUID } from 'node:crypto';
import type { OperationDefinition } from '../../service.js';
import { onConfig } from '../arns.js';
import { codeDeployError } from '../errors.js';
import { optionalNumber, optionalRecord, optionalText } from '../read-input.js';
import { configName } from '../read-names.js';
import type { DeploymentConfig } from '../state.js';
import type { WireInput } from '../../service.js';
import type { World } from '../world.js';

/** CreateDeploymentConfig: HOST_COUNT from 0, FLEET_PERCENT 0 to 99 (contract C9). */
export const createDeploymentConfig = (world: World): OperationDefinition => ({
  action: 'codedeploy:CreateDeploymentConfig',
  resources: onConfig,
  handle(input) {
    const name = configName(input);
    if (name.startsWith('CodeDeployDefault.')) {
      throw codeDeployError('InvalidDeploymentConfigName', 'Names that begin with CodeDeployDefault. are reserved');
    }
    if (optionalText(input, 'computePlatform') !== undefined && input['computePlatform'] !== 'Server') {
      throw codeDeployError(
        'InvalidComputePlatform',
        "The sandbox's CodeDeploy implements the compute platform Server only",
      );
    }
    if (input['zonalConfig'])
      throw codeDeployError(
        'InvalidZonalDeploymentConfiguration',
        "The sandbox's CodeDeploy does not implement zonalConfig",
      );
    if (world.state.configs[name])
      throw codeDeployError(
        'DeploymentConfigAlreadyExists',
        `A deployment configuration already exists with the name ${name}`,
      );
    const id = randomUUID();
    world.state.configs[name] = { id, name, createTime: world.clock.now(), minimum: readMinimum(input) };
    world.changed();
    return { deploymentConfigId: id };
  },
});

function readMinimum(input: WireInput): DeploymentConfig['minimum'] {
  const minimum = optionalRecord(input, 'minimumHealthyHosts') ?? {};
  const type = optionalText(minimum, 'type');
  const value = optionalNumber(minimum, 'value');
  const most = type === 'FLEET_PERCENT' ? 99 : Infinity;
  if (
    (type !== 'HOST_COUNT' && type !== 'FLEET_PERCENT') ||
    value === undefined ||
    !Number.isInteger(value) ||
    value < 0 ||
    value > most
  ) {
    throw codeDeployError(
      'InvalidMinimumHealthyHostValue',
      'minimumHealthyHosts needs type HOST_COUNT with a value from 0, or FLEET_PERCENT with a value from 0 to 99',
    );
  }
  return { type, value };
}
