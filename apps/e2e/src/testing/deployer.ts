import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestSandbox } from './sandbox.js';

const GITLAB = 'https://gitlab.com';
const PROJECT = 'web/shop';
const STACK = 'bluegreen-deployment-production';

/** A job of GitLab's main branch, as far as AWS can tell: it has an identity token, and a role that takes it. */
export interface Deployer {
  /** No key, and nothing of the environment but its stack's name: the rest has to be found. */
  readonly environment: NodeJS.ProcessEnv;
  readonly roleArn: string;
  remove(): void;
}

/** Lets the project's jobs take the deploy role that the shipped template makes, and gives the token of one of them. */
export async function deployer(sandbox: TestSandbox): Promise<Deployer> {
  await sandbox.json('infra', 'deploy', '--yes', '-p', `GitLabProjectPath=${PROJECT}`);
  const { DeployRoleArn: roleArn } = await sandbox.json<Record<string, string>>('infra', 'outputs');
  const subject = `project_path:${PROJECT}:ref_type:branch:ref:main`;
  const { port } = new URL(sandbox.environment['AWS_ENDPOINT_URL']!);
  const words = ['--port', port, '--sub', subject, '--aud', GITLAB, '--iss', GITLAB];
  const { token } = await sandbox.json<{ token: string }>('sandbox', 'oidc-token', ...words);
  const folder = mkdtempSync(join(tmpdir(), 'bluegreen-deployer-'));
  const file = join(folder, 'token');
  writeFileSync(file, token, { mode: 0o600 });
  const found = /^(ALB_|BLUE_|GREEN_|CODEDEPLOY_|APPLICATION_|BLUEGREEN_|AWS_(ACCESS|SECRET|SESSION))/;
  return {
    roleArn: roleArn!,
    environment: {
      ...Object.fromEntries(Object.entries(sandbox.environment).filter(([name]) => !found.test(name))),
      ...{ BLUEGREEN_STACK: STACK, AWS_ROLE_ARN: roleArn, AWS_WEB_IDENTITY_TOKEN_FILE: file },
      ...{ AWS_ROLE_SESSION_NAME: 'job-1' },
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
