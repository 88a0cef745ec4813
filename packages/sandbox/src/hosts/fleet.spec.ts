import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBundle } from '@bluegreen/appspec';
import { scaledClock } from '../clock.js';
import { createAutoScaling, type AutoScaling, type LaunchHook } from '../services/autoscaling/index.js';
import { createCodeDeploy, type CodeDeploy } from '../services/codedeploy/index.js';
import { createEc2 } from '../services/ec2/index.js';
import type { CallContext, RpcService, WireInput } from '../services/service.js';
import { createHosts, type Hosts } from './index.js';

// Real processes on a busy machine.
jest.setTimeout(60_000);

const SHOP = { applicationName: 'shop', deploymentGroupName: 'blue' };
const ASG = 'blue-asg';
const call: CallContext = {
  requestId: 'r',
  region: 'us-east-1',
  account: '123456789012',
  accessKeyId: null,
  callerArn: 'arn:aws:iam::123456789012:root',
  signal: new AbortController().signal,
};

let folder: string;
let hosts: Hosts;
let scaling: AutoScaling;
let codeDeploy: CodeDeploy;
let ports = 20_000;
const clock = scaledClock(500);
const registered = new Set<string>();

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'bluegreen-fleet-')));
  registered.clear();
  hosts = createHosts({
    clock,
    folder,
    sandboxId: 'spec',
    addresses: { allot: () => Promise.resolve({ host: '127.0.0.1', port: (ports += 1) }) },
    revisions: {
      open: (_bucket, key) => Promise.resolve({ stream: createReadStream(join(folder, key)), eTag: 'tag' }),
    },
    variables: () => ({ BLUEGREEN_COLOR: 'blue' }),
  });
  const registration = {
    register: (_arn: string, targets: readonly { id: string }[]) => targets.forEach(({ id }) => registered.add(id)),
    deregister: (_arn: string, ids: readonly string[]) => ids.forEach((id) => registered.delete(id)),
    health: () => [...registered].map((id) => ({ id, state: 'healthy' })),
    deregistrationDelayMs: () => 30_000,
  };
  const common = { clock, account: '123456789012', region: 'us-east-1', registration };
  const launchHook: LaunchHook = {
    afterLaunch: (id, group) => codeDeploy.launchHook.afterLaunch(id, group),
    hooksOf: (group) => codeDeploy.launchHook.hooksOf(group),
  };
  scaling = createAutoScaling({ ...common, fleet: hosts, launchHook });
  codeDeploy = createCodeDeploy({ ...common, agents: hosts, groups: scaling.groups });
  scaling.groups.create({ name: ASG, minSize: 0, maxSize: 4, desired: 2, targetGroupArns: ['arn:tg'] });
  await until(() => inService().length === 2);
  await invoke(codeDeploy.service, 'CreateApplication', { applicationName: 'shop' });
  await invoke(codeDeploy.service, 'CreateDeploymentGroup', {
    ...SHOP,
    serviceRoleArn: 'arn:aws:iam::123456789012:role/CodeDeploy',
    autoScalingGroups: [ASG],
    deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
  });
});
afterEach(async () => {
  await scaling.close();
  await codeDeploy.close();
  await hosts.close();
  await rm(folder, { recursive: true, force: true });
});

async function invoke(service: RpcService, operation: string, input: WireInput): Promise<Record<string, unknown>> {
  return ((await service.operations[operation]?.handle(input, call)) ?? {}) as Record<string, unknown>;
}

const inService = (): string[] =>
  scaling.groups
    .instancesOf(ASG)
    .filter(({ lifecycleState }) => lifecycleState === 'InService')
    .map(({ id }) => id);
const releaseOn = (id: string): Promise<string> => readFile(join(folder, 'instances', id, 'opt/app/release'), 'utf8');

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = AbortSignal.timeout(20_000);
  while (!(await condition())) await scaledClock(1).sleep(20, deadline);
}

/** Deploys a revision whose hook fails when told to; gives the status it ended with. */
async function deploy(release: string, hook = 'exit 0'): Promise<string> {
  const source = join(folder, `source-${release}`);
  await mkdir(join(source, 'hooks'), { recursive: true });
  await writeFile(join(source, 'release'), release);
  await writeFile(join(source, 'hooks/start.sh'), `#!/bin/bash\n${hook}\n`, { mode: 0o755 });
  const hooks = 'hooks:\n  ApplicationStart:\n    - location: hooks/start.sh\n      timeout: 20\n';
  await writeFile(
    join(source, 'appspec.yml'),
    `version: 0.0\nos: linux\nfiles:\n  - source: release\n    destination: /opt/app\n${hooks}`,
  );
  await writeBundle({ source, output: join(folder, `${release}.zip`) });
  const s3Location = { bucket: 'artifacts', key: `${release}.zip`, bundleType: 'zip' };
  const { deploymentId } = await invoke(codeDeploy.service, 'CreateDeployment', {
    ...SHOP,
    revision: { revisionType: 'S3', s3Location },
  });
  let info: Record<string, unknown> = {};
  await until(async () => {
    ({ deploymentInfo: info } = (await invoke(codeDeploy.service, 'GetDeployment', {
      deploymentId: String(deploymentId),
    })) as { deploymentInfo: typeof info });
    return info['completeTime'] !== undefined;
  });
  return String(info['status']);
}

describe('hosts, CodeDeploy and Auto Scaling together', () => {
  it('a new instance gets the last successful revision before it is in service, not the failed one (contract C13)', async () => {
    expect(await deploy('v1')).toBe('Succeeded');
    expect(await deploy('v2', 'echo "no luck" >&2; exit 3')).toBe('Failed');
    await invoke(scaling.service, 'SetDesiredCapacity', { AutoScalingGroupName: ASG, DesiredCapacity: '3' });
    await until(() => inService().length === 3);
    const newest = inService().at(-1) ?? '';
    expect(await releaseOn(newest)).toBe('v1');
    expect(registered.has(newest)).toBe(true);
  });

  it('an instance that EC2 terminates is replaced, with the release on it', async () => {
    await deploy('v1');
    const [lost = ''] = inService();
    const ec2 = createEc2({ account: '123456789012', region: 'us-east-1', hosts, clock: { now: () => Date.now() } });
    await invoke(ec2.service, 'TerminateInstances', { InstanceId: [lost] });
    await until(() => !inService().includes(lost) && inService().length === 2);
    expect(await Promise.all(inService().map(releaseOn))).toEqual(['v1', 'v1']);
    expect([...registered].sort()).toEqual(inService().sort());
  });

  it('scaled to nothing, no folder is left and the next deployment finds no instances (contract T4, C9)', async () => {
    await invoke(scaling.service, 'UpdateAutoScalingGroup', { AutoScalingGroupName: ASG, DesiredCapacity: '0' });
    await until(() => scaling.groups.instancesOf(ASG).length === 0);
    expect(hosts.list().map(({ state }) => state)).toEqual(['terminated', 'terminated']);
    expect(await deploy('v1')).toBe('Failed');
  });
});
