/** The file that holds the pipeline of one deployable project, below the workspace root. */
export function pipelineFileOf(root: string): string {
  return root === '.' ? '.gitlab/bluegreen-app.yml' : `${root}/.gitlab-ci.yml`;
}

/** The file that holds what the workspace's own pipeline needs for it. */
export const WORKSPACE_PIPELINE = '.gitlab/bluegreen.yml';
