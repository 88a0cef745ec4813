import {
  BatchGetDeploymentGroupsCommand,
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  CreateDeploymentCommand,
  GetDeploymentCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
  RegisterApplicationRevisionCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import type { ClientSettings } from '../client-settings.js';

export const commands = {
  BatchGetDeploymentGroups: BatchGetDeploymentGroupsCommand,
  BatchGetDeployments: BatchGetDeploymentsCommand,
  BatchGetDeploymentTargets: BatchGetDeploymentTargetsCommand,
  CreateDeployment: CreateDeploymentCommand,
  GetDeployment: GetDeploymentCommand,
  ListDeployments: ListDeploymentsCommand,
  ListDeploymentTargets: ListDeploymentTargetsCommand,
  RegisterApplicationRevision: RegisterApplicationRevisionCommand,
  StopDeployment: StopDeploymentCommand,
};

export const createClient = (settings: ClientSettings) => new CodeDeployClient(settings);
