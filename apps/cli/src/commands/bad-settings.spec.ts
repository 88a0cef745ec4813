import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';

/** Settings that would do, at an address where nobody listens. */
const SETTINGS = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIATEST',
  AWS_SECRET_ACCESS_KEY: 'secret',
  CODEDEPLOY_APPLICATION_NAME: 'app',
  CODEDEPLOY_S3_BUCKET: 'artifacts',
  BLUE_TARGET_GROUP: 'bg-blue',
  GREEN_TARGET_GROUP: 'bg-green',
  ALB_LISTENER_ARN:
    'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/bg/00000000000000aa/00000000000000bb',
  ALB_DNS_NAME: 'bg.example.test',
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bluegreen-settings-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

async function status(words: readonly string[], environment: NodeJS.ProcessEnv) {
  const cli = fakeCli({ directory, environment: { ...SETTINGS, ...environment } });
  const code = await execute(cli, ['status', ...words]);
  return { code, cli };
}

describe('settings that lead nowhere', () => {
  it.each([
    ['a malformed ARN', [], { ALB_LISTENER_ARN: 'arn:nonsense' }, 2, /ARN_MALFORMED: (.|\n)*arn:nonsense/],
    ['a file that is not there', ['--config', 'nowhere.yaml'], {}, 2, /CONFIG_\w+: (.|\n)*nowhere\.yaml/],
    ['an environment that the file does not have', ['-e', 'prod'], {}, 2, /ENVIRONMENT_UNKNOWN: (.|\n)*production/],
    ['an address where nobody listens', [], {}, 6, /ENDPOINT_UNREACHABLE: /],
  ])('%s: said with the way out, and the exit code for it', async (_name, words, environment, expected, text) => {
    writeFileSync(join(directory, 'bluegreen.yaml'), 'project: shop\nenvironments:\n  production: {}\n');
    const { code, cli } = await status(words, environment);
    expect(cli.err()).toMatch(text);
    expect(cli.err()).toMatch(/\nNext: .+\n$/);
    expect([code, cli.out()]).toEqual([expected, '']);
  });
});
