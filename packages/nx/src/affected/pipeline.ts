import { stringify } from 'yaml';
import { pipelineFileOf } from '../generators/pipeline-files.js';
import type { Deployable } from './judge.js';

/** A GitLab child pipeline that starts the pipeline of each project; one job that says so where there is none. */
export function childPipeline(projects: readonly Deployable[]): string {
  const nothing = { 'nothing-to-ship': { script: ['echo "What is live is what is here."'] } };
  const jobs = projects.map(({ name, root }) => [
    name,
    { trigger: { include: [{ local: pipelineFileOf(root) }], strategy: 'depend' } },
  ]);
  return stringify(jobs.length > 0 ? Object.fromEntries(jobs) : nothing);
}
