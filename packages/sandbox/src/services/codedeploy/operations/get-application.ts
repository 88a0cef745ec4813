import type { OperationDefinition } from '../../service.js';
import { onApplication } from '../arns.js';
import { applicationName } from '../read-names.js';
import type { Application } from '../state.js';
import { applicationOf, type World } from '../world.js';

export const getApplication = (world: World): OperationDefinition => ({
  action: 'codedeploy:GetApplication',
  resources: onApplication,
  handle: (input) => ({ application: showApplication(applicationOf(world, applicationName(input))) }),
});

export function showApplication({ id, name, createTime }: Application): object {
  return {
    applicationId: id,
    applicationName: name,
    createTime: new Date(createTime),
    linkedToGitHub: false,
    computePlatform: 'Server',
  };
}
