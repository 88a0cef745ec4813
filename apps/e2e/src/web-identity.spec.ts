import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bluegreen } from './testing/cli.js';
import { deployer, type Deployer } from './testing/deployer.js';
import { sandboxUp, type TestSandbox } from './testing/sandbox.js';

jest.setTimeout(90_000);

const GITLAB = 'https://gitlab.com';
const SUBJECT = 'project_path:web/shop:ref_type:branch:ref:main';

let sandbox: TestSandbox | undefined;
let job: Deployer | undefined;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bluegreen-web-identity-'));
  sandbox = await sandboxUp('--instances', '1', '--workers', '1', '--time-scale', '20');
  job = await deployer(sandbox);
});
afterAll(async () => {
  job?.remove();
  rmSync(folder, { recursive: true, force: true });
  await sandbox?.stop();
});

/** What `bluegreen status` tells a job that comes with such a token. */
async function told(claims: readonly string[], variables: NodeJS.ProcessEnv = {}) {
  const { port } = new URL(sandbox!.environment['AWS_ENDPOINT_URL']!);
  const words = ['sandbox', 'oidc-token', '--port', port, '--iss', GITLAB, ...claims];
  const { token } = await sandbox!.json<{ token: string }>(...words);
  const file = join(folder, 'token');
  writeFileSync(file, token, { mode: 0o600 });
  const { code, stderr } = await bluegreen(['status'], {
    ...{ ...job!.environment, AWS_WEB_IDENTITY_TOKEN_FILE: file },
    ...variables,
  });
  return { code, stderr };
}

describe('a job that AWS does not let in hears which call was refused, why, and what to do', () => {
  it.each([
    [
      'its token has expired',
      ['--aud', GITLAB, '--sub', SUBJECT, '--expires-in', '0'],
      /CREDENTIALS_EXPIRED/,
      /expired/,
    ],
    [
      'its token is for another audience',
      ['--aud', 'https://other', '--sub', SUBJECT],
      /CREDENTIALS_INVALID/,
      /audience/,
    ],
    [
      'it runs for another project',
      ['--aud', GITLAB, '--sub', SUBJECT.replace('web/shop', 'web/other')],
      /ACCESS_DENIED/,
      /trust policy does not accept the token's sub/,
    ],
  ])('when %s', async (_when, claims, code, cause) => {
    const { code: exit, stderr } = await told(claims);
    expect(exit).not.toBe(0);
    expect(stderr).toMatch(code);
    expect(stderr).toContain(`sts:AssumeRoleWithWebIdentity on ${job!.roleArn}`);
    expect(stderr).toMatch(cause);
    expect(stderr).toContain('bluegreen gitlab doctor');
    expect(stderr).not.toMatch(/denied \w+:Describe/);
  });

  it('when nobody knows its issuer', async () => {
    const { stderr } = await told(['--aud', GITLAB, '--sub', SUBJECT, '--iss', 'https://elsewhere.example']);
    expect(stderr).toMatch(/CREDENTIALS_INVALID.*sts:AssumeRoleWithWebIdentity.*does not accept.*elsewhere/s);
  });

  it('when its role is not there', async () => {
    const AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/nobody';
    const { stderr } = await told(['--aud', GITLAB, '--sub', SUBJECT], { AWS_ROLE_ARN });
    expect(stderr).toContain(`sts:AssumeRoleWithWebIdentity on ${AWS_ROLE_ARN}`);
  });
});
