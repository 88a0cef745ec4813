import type { SandboxClock } from '../../clock.js';
import { codeDeployError } from './errors.js';
import type { AgentDirectory, AlarmStates, GroupMembers, TrafficControl } from './ports.js';
import type { Application, CodeDeployState, Deployment, DeploymentConfig, DeploymentGroup } from './state.js';

/** Deadlines in ms of sandbox time, but for that of an event (contract C8). */
export interface Limits {
  /** How long a new deployment stays `Created`. */
  readonly createdMs: number;
  /** Until an event must have started on a silent agent. */
  readonly eventStartMs: number;
  /** Until an agent that fell silent in the middle of an event is given up. */
  readonly agentSilenceMs: number;
  /** Ms of wall time: hook scripts take the time they take, however fast the sandbox's own periods pass. */
  readonly eventMs: number;
  /** Until a target must be healthy after AllowTraffic registered it. */
  readonly allowTrafficMs: number;
  readonly pollMs: number;
}

export const AWS_LIMITS: Limits = {
  createdMs: 500,
  eventStartMs: 300_000,
  agentSilenceMs: 3_600_000,
  eventMs: 3_600_000,
  allowTrafficMs: 3_600_000,
  pollMs: 1_000,
};

export interface World {
  state: CodeDeployState;
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  readonly agents: AgentDirectory;
  readonly groups: GroupMembers;
  readonly registration: TrafficControl;
  readonly alarms: AlarmStates;
  readonly limits: Limits;
  /** Deployments under way. */
  readonly running: Map<string, Promise<void>>;
  /** Aborted when the sandbox ends. */
  signal: AbortSignal;
  changed(): void;
}

export function applicationOf(world: World, name: string): Application {
  const application = world.state.applications[name];
  if (!application) throw codeDeployError('ApplicationDoesNotExist', `No application found for name: ${name}`);
  return application;
}

export function groupOf(world: World, applicationName: string, name: string): DeploymentGroup {
  const group = applicationOf(world, applicationName).groups[name];
  if (!group) throw codeDeployError('DeploymentGroupDoesNotExist', `No Deployment Group found for name: ${name}`);
  return group;
}

export function configOf(world: World, name: string): DeploymentConfig {
  const config = world.state.configs[name];
  if (!config)
    throw codeDeployError('DeploymentConfigDoesNotExist', `No Deployment Configuration found for name: ${name}`);
  return config;
}

export function findDeployment(world: World, id: string): Deployment | undefined {
  return world.state.deployments.find((deployment) => deployment.id === id);
}

export function deploymentOf(world: World, id: string): Deployment {
  if (!/^d-[A-Z0-9]{9}$/.test(id)) {
    throw codeDeployError('InvalidDeploymentId', `Specified DeploymentId is not in the valid format: ${id}`);
  }
  const deployment = findDeployment(world, id);
  if (!deployment) throw codeDeployError('DeploymentDoesNotExist', `The deployment ${id} could not be found`);
  return deployment;
}

/** The group a deployment belongs to, unless it was deleted. */
export function groupOfDeployment(world: World, deployment: Deployment): DeploymentGroup | undefined {
  const group = world.state.applications[deployment.applicationName]?.groups[deployment.groupName];
  return group?.id === deployment.groupId ? group : undefined;
}
