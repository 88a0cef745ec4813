import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { startElbWorld, type ElbWorld } from './testing/elb-world.js';

/** The guide's `aws elbv2` commands, word for word except names that AWS would refuse (contract T1). */

const run = promisify(execFile);
const installed = spawnSync('aws', ['--version']).status === 0;
const suite = installed ? describe : describe.skip;

suite(installed ? 'aws elbv2 (contract T5, T6, B9)' : 'aws elbv2: skipped, for the aws CLI is not installed', () => {
  let world: ElbWorld;
  const arns = { lb: '', listener: '', blue: '', green: '' };

  beforeAll(async () => {
    world = await startElbWorld();
    await world.launch('i-0b1e');
    const { topology, registration } = world.elb;
    const group = async (name: string) => {
      const made = await topology.createTargetGroup({
        Name: name,
        Protocol: 'HTTP',
        Port: 80,
        HealthCheckPath: '/health',
      });
      return made.TargetGroups[0]?.TargetGroupArn ?? '';
    };
    arns.blue = await group('bluegr-Blue-1');
    arns.green = await group('bluegr-Green-1');
    registration.register(arns.green, [{ id: 'i-0b1e' }]);
    const made = await topology.createLoadBalancer({ Name: 'bluegr-Appli-1', Subnets: ['subnet-a', 'subnet-b'] });
    arns.lb = made.LoadBalancers[0]?.LoadBalancerArn ?? '';
    const listener = await topology.createListener({
      LoadBalancerArn: arns.lb,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: arns.blue }],
    });
    arns.listener = listener.Listeners[0]?.ListenerArn ?? '';
  });
  afterAll(() => world.close());

  async function aws(...words: string[]): Promise<string> {
    const env = {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: world.endpoint,
      AWS_ACCESS_KEY_ID: DEFAULT_KEY_PAIR.accessKeyId,
      AWS_SECRET_ACCESS_KEY: DEFAULT_KEY_PAIR.secretAccessKey,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      PYENV_VERSION: process.env['PYENV_VERSION'],
    };
    const { stdout } = await run('aws', ['elbv2', ...words], { env, timeout: 20_000 });
    return stdout.trim();
  }

  it('finds the listener of a load balancer', async () => {
    const found = await aws(
      'describe-listeners',
      '--load-balancer-arn',
      arns.lb,
      '--query',
      'Listeners[0].ListenerArn',
      '--output',
      'text',
    );
    expect(found).toBe(arns.listener);
  }, 30_000);

  it('reads the health of a group found by name: an unreferenced group is unused (T5)', async () => {
    const arn = await aws(
      'describe-target-groups',
      '--names',
      'bluegr-Green-1',
      '--query',
      'TargetGroups[0].TargetGroupArn',
      '--output',
      'text',
    );
    const shown = await aws(
      'describe-target-health',
      '--target-group-arn',
      arn,
      '--output',
      'json',
      '--query',
      'TargetHealthDescriptions[*].{Target:Target.Id,Health:TargetHealth.State}',
    );
    expect(JSON.parse(shown)).toEqual([{ Target: 'i-0b1e', Health: 'unused' }]);
  }, 30_000);

  it('shows health check settings and both groups', async () => {
    const settings = await aws(
      'describe-target-groups',
      '--names',
      'bluegr-Blue-1',
      'bluegr-Green-1',
      '--output',
      'json',
      '--query',
      'TargetGroups[*].{Name:TargetGroupName,Arn:TargetGroupArn,Path:HealthCheckPath}',
    );
    expect(JSON.parse(settings)).toEqual([
      { Name: 'bluegr-Blue-1', Arn: arns.blue, Path: '/health' },
      { Name: 'bluegr-Green-1', Arn: arns.green, Path: '/health' },
    ]);
  }, 30_000);

  it('rolls traffic over with modify-listener, and the live group can be read back (T6)', async () => {
    await aws(
      'modify-listener',
      '--listener-arn',
      arns.listener,
      '--default-actions',
      `Type=forward,TargetGroupArn=${arns.green}`,
    );
    const live = await aws(
      'describe-listeners',
      '--listener-arns',
      arns.listener,
      '--query',
      'Listeners[0].DefaultActions[0].TargetGroupArn',
      '--output',
      'text',
    );
    expect(live).toBe(arns.green);
    expect(await (await fetch(world.urlOf(80))).text()).toBe('i-0b1e');
  }, 30_000);

  it('prints the wire code of an error (B9)', async () => {
    await expect(aws('describe-target-groups', '--names', 'nobody')).rejects.toMatchObject({
      stderr: expect.stringContaining('(TargetGroupNotFound)'),
    });
  }, 30_000);
});
