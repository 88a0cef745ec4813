import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { inPlaceEvents } from '../lifecycle-event.js';
import { deploymentRig } from '../testing/deployment-rig.js';
import type { DeploymentRig } from '../testing/deployment-rig.js';
import { head, hook, sh } from '../testing/hook-scripts.js';
import { contents, plant, temporaryFolders } from '../testing/temp-folder.js';
import { createLifecycleHost } from './create-lifecycle-host.js';

describe('hooks', () => {
  const { create, removeAll } = temporaryFolders();
  let rig: DeploymentRig;
  beforeEach(async () => {
    rig = await deploymentRig(await create(), {
      environment: {
        PATH: process.env['PATH'] ?? '',
        AWS_ACCESS_KEY_ID: 'key',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_CREDENTIAL_FILE: 'file',
        AWS_REGION: 'us-east-1',
        BUNDLE_VERSION: 'stale',
      },
    });
  });
  afterEach(removeAll);

  const hooksOf = async (deployment: string, event: 'BeforeInstall' | 'AfterInstall' = 'BeforeInstall') =>
    rig.run(deployment, ['DownloadBundle', event]);

  it("runs an event's scripts in order, in the agent's folder, with its environment, and logs them", async () => {
    await rig.publish('d-1', {
      'appspec.yml': `${head}hooks:\n  BeforeInstall:\n    - location: hooks/one.sh\n    - location: /hooks/two.sh\n`,
      'hooks/one.sh': sh('pwd; cat; env | sort | grep -E "^(LIFECYCLE|DEPLOYMENT|APPLICATION|BUNDLE|AWS)_"'),
      'hooks/two.sh': sh('printf "no line end" >&2'),
    });
    const outcome = await hooksOf('d-1');
    expect(outcome).toEqual({
      status: 'Succeeded',
      errorCode: 'Success',
      scriptName: null,
      message: 'Succeeded',
      logTail: expect.any(String),
    });
    expect(outcome.logTail.split('\n')).toEqual([
      'LifecycleEvent - BeforeInstall',
      'Script - hooks/one.sh',
      `[stdout]${rig.root}`,
      '[stdout]APPLICATION_NAME=app',
      '[stdout]AWS_REGION=us-east-1',
      '[stdout]BUNDLE_BUCKET=artifacts',
      '[stdout]BUNDLE_KEY=releases/d-1.zip',
      '[stdout]DEPLOYMENT_GROUP_ID=group-1',
      '[stdout]DEPLOYMENT_GROUP_NAME=blue-dg',
      '[stdout]DEPLOYMENT_ID=d-1',
      '[stdout]LIFECYCLE_EVENT=BeforeInstall',
      'Script - /hooks/two.sh',
      '[stderr]no line end',
      '',
    ]);
    const log = await readFile(path.join(rig.deploymentRoot, 'group-1/d-1/logs/scripts.log'), 'utf8');
    expect(log).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d LifecycleEvent - BeforeInstall\n/);
    const all = await readFile(
      path.join(rig.deploymentRoot, 'deployment-logs/codedeploy-agent-deployments.log'),
      'utf8',
    );
    expect(all).toMatch(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\] \[d-1\]LifecycleEvent - BeforeInstall\n/);
  });

  it('gives version and eTag of the bundle when there are such', async () => {
    await rig.publish('d-1', {
      'appspec.yml': hook('BeforeInstall'),
      'hook.sh': sh('echo "$BUNDLE_VERSION $BUNDLE_ETAG"'),
    });
    const bundle = { ...rig.facts('d-1').bundle, version: 'v7', eTag: 'etag' };
    const outcome = await rig.run('d-1', ['DownloadBundle', 'BeforeInstall'], { bundle });
    expect(outcome.logTail).toContain('[stdout]v7 etag\n');
  });

  it.each<[string, string, Record<string, string | [string, number]>, object]>([
    [
      'fails',
      'hook.sh',
      { 'hook.sh': sh('echo why; exit 3') },
      {
        errorCode: 'ScriptFailed',
        scriptName: 'hook.sh',
        message: 'Script at specified location: hook.sh failed with exit code 3',
        logTail: expect.stringContaining('[stdout]why'),
      },
    ],
    [
      'is ended by a signal',
      'hook.sh',
      { 'hook.sh': sh('kill -9 $$') },
      { errorCode: 'ScriptFailed', message: 'Script at specified location: hook.sh failed with exit code' },
    ],
    [
      'is not there',
      'none.sh',
      {},
      { errorCode: 'ScriptMissing', scriptName: 'none.sh', message: expect.stringContaining('does not exist') },
    ],
    [
      'has Windows line ends',
      'hook.sh',
      { 'hook.sh': ['#!/bin/sh\r\necho x\r\n', 0o755] },
      { errorCode: 'ScriptFailed', message: expect.stringContaining('failed with error') },
    ],
    [
      'takes too long',
      'hook.sh',
      { 'hook.sh': sh('echo begun; sleep 60') },
      {
        errorCode: 'ScriptTimedOut',
        message: 'Script at specified location: hook.sh failed to complete in 1 seconds',
        logTail: expect.stringContaining('begun'),
      },
    ],
  ])('reports a script that %s', async (_what, location, files, expected) => {
    await rig.publish('d-1', { 'appspec.yml': hook('BeforeInstall', location, 1), ...files });
    expect(await hooksOf('d-1')).toMatchObject({ status: 'Failed', ...expected });
  });

  it('runs no further script after one that failed', async () => {
    await rig.publish('d-1', {
      'appspec.yml': `${head}hooks:\n  BeforeInstall: [{location: a.sh}, {location: b.sh}]\n`,
      'a.sh': sh('exit 1'),
      'b.sh': sh('touch ran'),
    });
    await hooksOf('d-1');
    await expect(readFile(path.join(rig.root, 'ran'))).rejects.toThrow();
  });

  it('makes a script executable and runs one without an interpreter line with sh', async () => {
    await rig.publish('d-1', { 'appspec.yml': hook('BeforeInstall'), 'hook.sh': 'echo "still $LIFECYCLE_EVENT"\n' });
    expect(await hooksOf('d-1')).toMatchObject({
      status: 'Succeeded',
      logTail: expect.stringContaining('[stdout]still BeforeInstall'),
    });
  });

  it('takes ApplicationStop from the last installed revision, every other event from the new one', async () => {
    const revision = (name: string) => ({
      'appspec.yml': `${head}hooks:\n  ApplicationStop: [{location: say.sh}]\n  BeforeInstall: [{location: say.sh}]\n  ValidateService: [{location: check.sh}]\n`,
      'say.sh': sh(`echo "${name} $LIFECYCLE_EVENT $DEPLOYMENT_ID" >> said`),
      'check.sh': sh(name === 'bad' ? 'exit 1' : 'exit 0'),
    });
    for (const [id, name] of [
      ['d-1', 'good'],
      ['d-2', 'bad'],
      ['d-3', 'next'],
    ] as const) {
      await rig.publish(id, revision(name));
      await rig.run(id, inPlaceEvents);
    }
    // A revision whose ValidateService failed was installed all the same, so its stop script is the next to run.
    expect((await readFile(path.join(rig.root, 'said'), 'utf8')).trim().split('\n')).toEqual([
      'good BeforeInstall d-1',
      'good ApplicationStop d-2',
      'bad BeforeInstall d-2',
      'bad ApplicationStop d-3',
      'next BeforeInstall d-3',
    ]);
    const log = await readFile(path.join(rig.deploymentRoot, 'group-1/d-3/logs/scripts.log'), 'utf8');
    expect(log).toContain('LifecycleEvent - ApplicationStop');
  });

  it('reports a failing ApplicationStop as it is, also when the service is going to ignore it', async () => {
    await rig.publish('d-1', { 'appspec.yml': hook('ApplicationStop'), 'hook.sh': sh('exit 9') });
    await rig.run('d-1', inPlaceEvents);
    const outcome = await rig.run('d-2', ['ApplicationStop'], { ignoreApplicationStopFailures: true });
    expect(outcome).toMatchObject({ status: 'Failed', errorCode: 'ScriptFailed' });
  });

  it('tells a broken appspec at BeforeInstall, not at DownloadBundle, and an unknown event only at Install', async () => {
    await rig.publish('d-1', { 'appspec.yml': 'version: "0.0"\nos: linux\n' });
    expect(await rig.run('d-1', ['DownloadBundle'])).toMatchObject({ status: 'Succeeded' });
    expect(await rig.run('d-1', ['BeforeInstall'])).toMatchObject({
      errorCode: 'UnknownError',
      scriptName: null,
      message: expect.stringContaining('line 1: version must be'),
    });
    await rig.publish('d-2', { 'appspec.yml': `${head}hooks:\n  Nonsense: [{location: a}]\n` });
    expect(await rig.run('d-2', ['DownloadBundle', 'BeforeInstall'])).toMatchObject({ status: 'Succeeded' });
    expect(await rig.run('d-2', ['Install'])).toMatchObject({
      errorCode: 'UnknownError',
      message: expect.stringContaining('no lifecycle event Nonsense'),
    });
  });

  it('finds appspec.yaml at Install alone', async () => {
    await rig.publish('d-1', { 'appspec.yaml': head });
    expect(await rig.run('d-1', ['DownloadBundle', 'BeforeInstall'])).toMatchObject({
      status: 'Failed',
      message: expect.stringContaining('no appspec.yml'),
    });
    expect(await rig.run('d-1', ['Install'])).toMatchObject({ status: 'Succeeded' });
  });

  it('fails an event that was under way when the host went down, once', async () => {
    await plant(rig.deploymentRoot, {
      'ongoing-deployment/d-1': 'BeforeInstall',
      'ongoing-deployment/d-2': 'AfterInstall',
    });
    await rig.publish('d-1', { 'appspec.yml': head });
    await rig.publish('d-2', { 'appspec.yml': head });
    const host = createLifecycleHost(rig.options);
    expect(await host.runEvent('BeforeInstall', rig.facts('d-1'))).toMatchObject({
      status: 'Failed',
      errorCode: 'UnknownError',
      message: expect.stringContaining('restarted'),
    });
    expect(await host.runEvent('DownloadBundle', rig.facts('d-1'))).toMatchObject({ status: 'Succeeded' });
    expect(await host.runEvent('BeforeInstall', rig.facts('d-1'))).toMatchObject({ status: 'Succeeded' });
    expect(await host.runEvent('DownloadBundle', rig.facts('d-2'))).toMatchObject({ status: 'Succeeded' });
    expect(
      Object.keys(await contents(rig.deploymentRoot)).filter((each) => each.startsWith('ongoing-deployment/d')),
    ).toEqual([]);
  });

  it('forgets marks older than a day', async () => {
    await plant(rig.deploymentRoot, { 'ongoing-deployment/d-1': 'ApplicationStop' });
    const host = createLifecycleHost({ ...rig.options, now: () => Date.now() + 25 * 60 * 60 * 1000 });
    expect(await host.runEvent('ApplicationStop', rig.facts('d-1'))).toMatchObject({ status: 'Succeeded' });
  });

  it('writes runas and sudo down where identities are skipped', async () => {
    await rig.publish('d-1', {
      'appspec.yml': `${head}hooks:\n  BeforeInstall: [{location: hook.sh, runas: deploy, sudo: true}]\n`,
      'hook.sh': sh('echo ran'),
    });
    expect(await hooksOf('d-1')).toMatchObject({ status: 'Succeeded', logTail: expect.stringContaining('ran') });
    const log = await readFile(
      path.join(rig.deploymentRoot, 'deployment-logs/codedeploy-agent-deployments.log'),
      'utf8',
    );
    expect(log).toContain('[d-1]Script - hook.sh runs as the current user, without runas deploy and sudo');
  });

  it.each([
    ['an id that leads elsewhere', 'BeforeInstall', { deploymentGroupId: '../..' }],
    ['an event of the service', 'BlockTraffic', {}],
  ] as const)('fails for %s', async (_what, event, changes) => {
    expect(await rig.host.runEvent(event, rig.facts('d-1', changes))).toMatchObject({
      status: 'Failed',
      errorCode: 'UnknownError',
    });
  });

  it('keeps only the end of a long output', async () => {
    await rig.publish('d-1', {
      'appspec.yml': hook('BeforeInstall'),
      'hook.sh': sh('i=0; while [ $i -lt 500 ]; do echo "line number $i"; i=$((i+1)); done'),
    });
    const { logTail } = await hooksOf('d-1');
    expect(logTail.length).toBeLessThanOrEqual(2048);
    expect(logTail).toMatch(/^\[stdout\]line number \d+\n/);
    expect(logTail.endsWith('[stdout]line number 499\n')).toBe(true);
    expect(await readFile(path.join(rig.deploymentRoot, 'group-1/d-1/logs/scripts.log'), 'utf8')).toContain(
      'line number 0\n',
    );
  });
});
