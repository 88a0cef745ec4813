import path from 'node:path';
import type { DeploymentFacts } from './lifecycle-host.js';

/** Where the agent keeps its files (contract C4). Everything of a group is keyed by the group's id. */
export interface HostLayout {
  groupFolder: string;
  deploymentFolder: string;
  archive: string;
  bundleFile: string;
  scriptLog: string;
  instructions: string;
  installFile: string;
  cleanupFile: string;
  lastInstalledFile: string;
  mostRecentFile: string;
  deploymentsLog: string;
  ongoingFile: string;
}

/** Throws for ids that would lead out of the deployment root. */
export function layoutOf(deploymentRoot: string, facts: DeploymentFacts): HostLayout {
  const group = folderName(facts.deploymentGroupId);
  const deployment = folderName(facts.deploymentId);
  const groupFolder = path.join(deploymentRoot, group);
  const deploymentFolder = path.join(groupFolder, deployment);
  const instructions = path.join(deploymentRoot, 'deployment-instructions');
  return {
    groupFolder,
    deploymentFolder,
    archive: archiveIn(deploymentFolder),
    bundleFile: path.join(deploymentFolder, 'bundle.tar'),
    scriptLog: path.join(deploymentFolder, 'logs', 'scripts.log'),
    instructions,
    installFile: path.join(instructions, `${group}-install.json`),
    cleanupFile: path.join(instructions, `${group}-cleanup`),
    lastInstalledFile: path.join(instructions, `${group}_last_successful_install`),
    mostRecentFile: path.join(instructions, `${group}_most_recent_install`),
    deploymentsLog: path.join(deploymentRoot, 'deployment-logs', 'codedeploy-agent-deployments.log'),
    ongoingFile: path.join(deploymentRoot, 'ongoing-deployment', deployment),
  };
}

/** Where a deployment's revision is unpacked. */
export function archiveIn(deploymentFolder: string): string {
  return path.join(deploymentFolder, 'deployment-archive');
}

function folderName(id: string): string {
  if (/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(id)) return id;
  throw new Error(`"${id}" is not an id of a deployment or a deployment group`);
}
