import type { Tree } from '@nx/devkit';
import { join } from 'node:path/posix';

export interface SettingsInput {
  /** Folder that the file goes to, below the workspace root. */
  readonly root: string;
  /** First part of every derived name on AWS. */
  readonly project: string;
  readonly applicationName: string;
  readonly environment: string;
}

/** Writes a `bluegreen.yaml` that explains itself; one that is there stays as it is. */
export function addSettings(tree: Tree, input: SettingsInput): void {
  const file = join(input.root, 'bluegreen.yaml');
  if (tree.exists(file) || tree.exists(join(input.root, 'bluegreen.yml'))) return;
  tree.write(file, settings(input));
}

function settings({ project, applicationName, environment }: SettingsInput): string {
  return `# Settings of Bluegreen. \`bluegreen config explain\` says which source won for each, and where it came from.
# What is not written here comes from flags, BLUEGREEN_* variables, or the outputs of the CloudFormation stack.

# First part of every derived name: the stack is <project>-<environment>.
project: ${project}
# Folder of this app's bundles in the artifact bucket.
applicationName: ${applicationName}
# region: us-east-1

# Each environment has its own load balancer, hosts and lease. Settings below its name are its alone.
environments:
  ${environment}:
    # stack: ${project}-${environment}
    # alarms: [${project}-${environment}-5xx]
`;
}
