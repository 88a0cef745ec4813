import type { Tree } from '@nx/devkit';
import { isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import { WORKSPACE_PIPELINE } from '../pipeline-files.js';
import { COMPONENT_VERSION } from '../versions.js';

const ENTRY = '.gitlab-ci.yml';
const STAGES = ['test', 'deploy'];

/** Adds our jobs in a file of their own, and one `include` to the pipeline that is there. What is there already stays. */
export function addPipeline(tree: Tree, environment: string, component: string): void {
  if (!tree.exists(WORKSPACE_PIPELINE)) tree.write(WORKSPACE_PIPELINE, pipeline(environment, component));
  const before = tree.read(ENTRY, 'utf8') ?? '';
  const document = parseDocument(before);
  if (document.errors.length > 0) throw new Error(`${ENTRY} is not valid YAML: ${document.errors[0]!.message}`);
  const changed = [addInclude(document), addStages(document)];
  if (changed.includes(true)) tree.write(ENTRY, document.toString({ lineWidth: 0 }));
}

/** `include` may be a text, one mapping or a list; it becomes a list. */
function addInclude(document: Document): boolean {
  const ours = { local: `/${WORKSPACE_PIPELINE}` };
  const present = document.get('include', true);
  if (!present) {
    if (!document.contents) document.contents = document.createNode({});
    document.set('include', [ours]);
    return true;
  }
  const entries: readonly unknown[] = isSeq(present) ? present.items : [present];
  if (entries.some((entry) => fileOf(entry) === ours.local || fileOf(entry) === WORKSPACE_PIPELINE)) return false;
  document.set('include', [...entries, ours]);
  return true;
}

/** Where stages are listed, a job in a stage that is not is an error. */
function addStages(document: Document): boolean {
  const stages = document.get('stages', true);
  if (!isSeq(stages)) return false;
  const present = stages.items.map((item) => (isScalar(item) ? item.value : item));
  const missing = STAGES.filter((stage) => !present.includes(stage));
  for (const stage of missing) stages.add(document.createNode(stage));
  return missing.length > 0;
}

function fileOf(entry: unknown): unknown {
  return isMap(entry) ? entry.get('local') : isScalar(entry) ? entry.value : undefined;
}

function pipeline(environment: string, component: string): string {
  return `# Checks what a change touches, and ships each app that differs from what is live. Yours to change.
include:
  - component: ${component}/base@${COMPONENT_VERSION}
    inputs:
      environment: ${environment}
      image: node:22
      cli: npx bluegreen
      aws_role_arn: '' # stack output DeployRoleArn; without it, the AWS_* key variables count
      oidc_audience: https://gitlab.com
      region: ''

check:
  extends: .bluegreen-${environment}
  stage: test
  variables:
    GIT_DEPTH: '0'
  script:
    - npm ci
    # The base is what is live, also right after a rollback; nothing is missed when pipelines in between have failed.
    - export NX_BASE="\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$(npx bluegreen nx base --environment ${environment} --or HEAD~1 || echo HEAD~1)}"
    - npx nx affected -t lint test build

# Each app is judged by its own live release.
affected:
  extends: .bluegreen-${environment}
  stage: test
  needs: []
  variables:
    GIT_DEPTH: '0'
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - npm ci
    - npx bluegreen-affected --environment ${environment} --pipeline .bluegreen/pipeline.yml

ship:
  stage: deploy
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  trigger:
    include:
      - artifact: .bluegreen/pipeline.yml
        job: affected
    strategy: depend
`;
}
