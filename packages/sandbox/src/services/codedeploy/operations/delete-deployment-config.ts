import type { OperationDefinition } from '../../service.js';
import { onConfig } from '../arns.js';
import { codeDeployError } from '../errors.js';
import { configName } from '../read-names.js';
import type { World } from '../world.js';

export const deleteDeploymentConfig = (world: World): OperationDefinition => ({
  action: 'codedeploy:DeleteDeploymentConfig',
  resources: onConfig,
  handle(input) {
    const name = configName(input);
    if (name.startsWith('CodeDeployDefault.'))
      throw codeDeployError('InvalidOperation', 'A predefined deployment configuration cannot be deleted');
    const groups = Object.values(world.state.applications).flatMap((application) => Object.values(application.groups));
    if (groups.some(({ settings }) => settings.configName === name)) {
      throw codeDeployError('DeploymentConfigInUse', `Deployment configuration ${name} is in use`);
    }
    delete world.state.configs[name];
    world.changed();
    return undefined;
  },
});
