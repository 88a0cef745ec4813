import type { WireInput } from '../service.js';
import { codeDeployError } from './errors.js';
import { requiredText } from './read-input.js';

const NAME = /^[\w.+=,@-]{1,100}$/;

function named(input: WireInput, member: string, missing: string, message: string, invalid: string): string {
  const name = requiredText(input, member, missing, message);
  if (!NAME.test(name)) {
    throw codeDeployError(
      invalid,
      `${name} has more than 100 characters or characters other than letters, digits and . _ + = , @ -`,
    );
  }
  return name;
}

export function applicationName(input: WireInput, member = 'applicationName'): string {
  return named(input, member, 'ApplicationNameRequired', 'Application name is missing', 'InvalidApplicationName');
}

export function groupName(input: WireInput, member = 'deploymentGroupName'): string {
  return named(
    input,
    member,
    'DeploymentGroupNameRequired',
    'Deployment Group name is missing',
    'InvalidDeploymentGroupName',
  );
}

export function configName(input: WireInput): string {
  return named(
    input,
    'deploymentConfigName',
    'DeploymentConfigNameRequired',
    'Deployment configuration name is missing',
    'InvalidDeploymentConfigName',
  );
}

export function deploymentId(input: WireInput): string {
  return requiredText(input, 'deploymentId', 'DeploymentIdRequired', 'Deployment id is missing');
}
