import type { Tree } from '@nx/devkit';
import { pipelineFileOf } from './pipeline-files.js';
import { COMPONENT_VERSION } from './versions.js';

export interface AppPipelineInput {
  readonly name: string;
  readonly root: string;
  readonly environment: string;
  readonly component: string;
}

/** Writes the pipeline that ships one app: the whole component, told where this app is. One that is there stays. */
export function addAppPipeline(tree: Tree, input: AppPipelineInput): void {
  const file = pipelineFileOf(input.root);
  if (!tree.exists(file)) tree.write(file, appPipeline(input));
}

function appPipeline({ name, root, environment, component }: AppPipelineInput): string {
  const below = (path: string) => (root === '.' ? path : `${root}/${path}`);
  return `# Ships ${name}: build, test, package, deploy to the idle colour, switch, validate, roll back.
include:
  - component: ${component}/bluegreen@${COMPONENT_VERSION}
    inputs:
      environment: ${environment}
      cli: npx --yes --package @bluegreen/cli@${COMPONENT_VERSION} bluegreen --config ${below('bluegreen.yaml')}
      build_script: [npm ci, npx nx run ${name}:build]
      test_script: [npm ci, npx nx run ${name}:test]
      source: ${below('dist/revision')}
      artifacts: [${below('dist/revision')}]
      aws_role_arn: '' # stack output DeployRoleArn; without it, the AWS_* key variables count
`;
}
