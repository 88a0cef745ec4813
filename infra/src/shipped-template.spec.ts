import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { createApp } from './app.js';
import { MOST_BYTES, plainTemplate } from './synth.js';

const SHIPPED = join(__dirname, '../cloudformation/bluegreen-infrastructure.yaml');
const HOST_SCRIPT = join(__dirname, '../user-data/host.sh');

/** Runs where the tool is installed; says in its name why not elsewhere. */
function withTool(tool: string, name: string, run: () => void): void {
  if (spawnSync(tool, ['--version']).status === 0) it(name, run);
  else it.skip(`${name} (no ${tool} here)`, run);
}

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'bluegreen-shipped-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the shipped template', () => {
  const text = readFileSync(SHIPPED, 'utf8');

  it('is what the sources make; else run nx run @bluegreen/infra:synth', () => {
    expect(text).toBe(plainTemplate());
  });

  it('fits into CreateStack’s TemplateBody', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('stands alone: no assets, no bootstrap, no transforms, no custom resources, no nested stacks', () => {
    expect(text).not.toMatch(
      /BootstrapVersion|cdk-hnb659fds|^Rules:|^Transform:|Custom::|AWS::CloudFormation::|AWS::Lambda::/m,
    );
  });

  withTool('cfn-lint', 'has no findings in cfn-lint', () => {
    const { stdout, status } = spawnSync('cfn-lint', [SHIPPED], { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });
});

describe('cdk-nag, AwsSolutions', () => {
  const checked = () => {
    const made = createApp({ outdir: folder });
    Validations.of(made.app).addPlugins(new AwsSolutionsChecks(made.app));
    return made;
  };
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  it('finds nothing that is not explained', () => {
    const { app } = checked();
    expect(() => app.synth()).not.toThrow();
  });

  it('would find a bucket that takes clear text', () => {
    const { app, stack } = checked();
    new CfnBucket(stack, 'Open');
    expect(() => app.synth()).toThrow('AwsSolutions-S10');
  });
});

describe('the first-boot script', () => {
  const facts = 'color=blue group=g logs=/l workers=4\nagents=https://example.org\n';

  withTool('shellcheck', 'is clean, as it lies in the repository and as a host runs it', () => {
    const asRun = join(folder, 'user-data.sh');
    const script = /^ {3}Script: \|\n((?: {4}.*\n|\n)+)/m.exec(readFileSync(SHIPPED, 'utf8'))![1]!;
    writeFileSync(asRun, `#!/bin/bash\n${facts}${script.replace(/^ {4}/gm, '')}`);
    const { stdout, status } = spawnSync('shellcheck', [HOST_SCRIPT, asRun], { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });

  it('starts the CodeDeploy agent last: a deployment begins as soon as it runs', () => {
    const lines = readFileSync(HOST_SCRIPT, 'utf8').trimEnd().split('\n');
    expect(lines.at(-1)).toBe('systemctl enable --now codedeploy-agent');
  });

  it('tells the hooks all that they read from instance.env', () => {
    const script = readFileSync(HOST_SCRIPT, 'utf8');
    const written = [...script.matchAll(/^(BLUEGREEN_\w+)=/gm)].map(([, name]) => name);
    expect(written).toEqual([
      'BLUEGREEN_COLOR',
      'BLUEGREEN_INSTANCE',
      'BLUEGREEN_HOST',
      'BLUEGREEN_PORT',
      'BLUEGREEN_WORKERS',
      'BLUEGREEN_NGINX',
      'BLUEGREEN_APP_HOST',
      'BLUEGREEN_APP_PORT',
    ]);
  });

  it('gives the CloudWatch agent valid JSON', () => {
    const script = readFileSync(HOST_SCRIPT, 'utf8');
    const config = /bluegreen\.json <<END\n([^]*?)\nEND/.exec(script)![1]!;
    expect(JSON.parse(config)).toMatchObject({ metrics: { metrics_collected: { mem: {}, disk: {} } } });
  });
});
