import { ElasticLoadBalancingV2, type Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { eventually, startElbWorld, type ElbWorld, type WorldOptions } from './testing/elb-world.js';

/** Contract B2 and B4 with requests that really go through the data plane. */

const open: { world: ElbWorld; client: ElasticLoadBalancingV2 }[] = [];
afterEach(async () => {
  for (const { world, client } of open.splice(0)) {
    client.destroy();
    await world.close();
  }
});

/** A load balancer with listener :80 to blue; green is there, in no listener. One instance a colour, health checks every 10 s. */
async function start(options: WorldOptions = {}) {
  const world = await startElbWorld(options);
  const client = new ElasticLoadBalancingV2({
    endpoint: world.endpoint,
    region: 'us-east-1',
    credentials: DEFAULT_KEY_PAIR,
  });
  open.push({ world, client });
  await Promise.all(['i-0b1e', 'i-06ee'].map((id) => world.launch(id)));
  const group = async (Name: string, id: string): Promise<string> => {
    const made = await client.createTargetGroup({
      Name,
      Protocol: 'HTTP',
      Port: 80,
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 10,
      HealthyThresholdCount: 2,
    });
    const TargetGroupArn = made.TargetGroups?.[0]?.TargetGroupArn ?? '';
    await client.modifyTargetGroupAttributes({
      TargetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
    });
    await client.registerTargets({ TargetGroupArn, Targets: [{ Id: id }] });
    return TargetGroupArn;
  };
  const [blue, green] = [await group('blue', 'i-0b1e'), await group('green', 'i-06ee')];
  const made = await client.createLoadBalancer({ Name: 'bg', Subnets: ['subnet-a', 'subnet-b'] });
  const listener = await client.createListener({
    LoadBalancerArn: made.LoadBalancers?.[0]?.LoadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }],
  });
  const ListenerArn = listener.Listeners?.[0]?.ListenerArn ?? '';
  const health = async (TargetGroupArn: string, Targets?: { Id: string }[]) => {
    const answer = await client.describeTargetHealth({ TargetGroupArn, Targets });
    return answer.TargetHealthDescriptions ?? [];
  };
  const state = async (groupArn: string) =>
    (await health(groupArn)).map((one) => [one.TargetHealth?.State, one.TargetHealth?.Reason]);
  return {
    world,
    client,
    blue,
    green,
    ListenerArn,
    health,
    state,
    forward: (...DefaultActions: Action[]) => client.modifyListener({ ListenerArn, DefaultActions }),
    ask: async (path = '/', headers: Record<string, string> = {}) =>
      (await fetch(world.urlOf(80) + path, { headers })).text(),
    /** Time passes and checks come in until the group's only target is as wanted. */
    until: async (groupArn: string, wanted: string) => {
      world.clock.advance(10_000);
      return eventually(
        async () => {
          const [first] = await state(groupArn);
          if (first?.[0] !== wanted) world.clock.advance(100);
          return first?.[0];
        },
        (seen) => seen === wanted,
      );
    },
  };
}
const weighted = (pairs: readonly (readonly [string, number])[]): Action => ({
  Type: 'forward',
  ForwardConfig: { TargetGroups: pairs.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
});
const colour = (value: string) => ({
  Field: 'http-header',
  HttpHeaderConfig: { HttpHeaderName: 'X-BlueGreen-Color', Values: [value] },
});

describe('target states over their whole life (contract B2)', () => {
  it('unused -> initial -> healthy -> draining -> gone, then unused when asked by name', async () => {
    const { world, client, green, ListenerArn, health, state, until } = await start();
    expect(await health(green)).toEqual([
      {
        Target: { Id: 'i-06ee', Port: 80 },
        HealthCheckPort: '80',
        TargetHealth: {
          State: 'unused',
          Reason: 'Target.NotInUse',
          Description: 'Target group is not configured to receive traffic from the load balancer',
        },
      },
    ]);
    await client.createRule({
      ListenerArn,
      Priority: 1,
      Conditions: [colour('green')],
      Actions: [{ Type: 'forward', TargetGroupArn: green }],
    });
    expect((await state(green))[0]?.[0]).toBe('initial');
    await until(green, 'healthy');
    expect((await health(green))[0]?.TargetHealth).toEqual({ State: 'healthy' });

    await client.deregisterTargets({ TargetGroupArn: green, Targets: [{ Id: 'i-06ee' }] });
    expect(await state(green)).toEqual([['draining', 'Target.DeregistrationInProgress']]);
    world.clock.advance(29_000);
    expect(await state(green)).toEqual([['draining', 'Target.DeregistrationInProgress']]);
    world.clock.advance(1_000);
    expect(await state(green)).toEqual([]);
    expect((await health(green, [{ Id: 'i-06ee' }]))[0]).toMatchObject({
      Target: { Id: 'i-06ee', Port: 80 },
      TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' },
    });
  });

  it('registering again while draining starts at initial; an unknown target leaves without an error', async () => {
    const { client, blue, state, until } = await start();
    await until(blue, 'healthy');
    await client.deregisterTargets({ TargetGroupArn: blue, Targets: [{ Id: 'i-0b1e' }, { Id: 'i-0000' }] });
    await client.registerTargets({ TargetGroupArn: blue, Targets: [{ Id: 'i-0b1e' }] });
    expect((await state(blue)).map(([name]) => name)).toEqual(['initial']);
    await until(blue, 'healthy');
  });

  it.each([
    [500, 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [500]'],
    [null, 'Target.FailedHealthChecks', 'Health checks failed'],
  ])('health answer %s makes a healthy target unhealthy: %s', async (answer, Reason, Description) => {
    const { world, blue, health, until } = await start();
    await until(blue, 'healthy');
    world.setHealth('i-0b1e', answer);
    await until(blue, 'unhealthy');
    expect((await health(blue))[0]?.TargetHealth).toEqual({ State: 'unhealthy', Reason, Description });
  });

  it('a stopped instance is unused, Target.InvalidState', async () => {
    const { world, blue, health, until } = await start();
    await until(blue, 'healthy');
    world.setInstanceState('i-0b1e', 'stopped');
    expect((await health(blue))[0]?.TargetHealth).toEqual({
      State: 'unused',
      Reason: 'Target.InvalidState',
      Description: 'Target is in the stopped state',
    });
  });

  it('losing the last reference makes the targets unused at once; weight 0 counts as a reference (B4)', async () => {
    const { blue, green, forward, state, until } = await start();
    await forward(
      weighted([
        [blue, 1],
        [green, 0],
      ]),
    );
    await until(green, 'healthy');
    await forward({ Type: 'forward', TargetGroupArn: blue });
    expect(await state(green)).toEqual([['unused', 'Target.NotInUse']]);
  });

  it('the same instance with several ports is several targets', async () => {
    const { client, blue, health } = await start();
    await client.registerTargets({
      TargetGroupArn: blue,
      Targets: [
        { Id: 'i-0b1e', Port: 81 },
        { Id: 'i-0b1e', Port: 80 },
      ],
    });
    expect((await health(blue)).map((one) => one.Target?.Port)).toEqual([80, 81]);
    await client.deregisterTargets({ TargetGroupArn: blue, Targets: [{ Id: 'i-0b1e', Port: 80 }] });
    expect((await health(blue)).map((one) => one.TargetHealth?.State)).toEqual(['draining', 'initial']);
  });

  it('Include adds what it names, and only then', async () => {
    const { client, blue } = await start();
    const all = await client.describeTargetHealth({ TargetGroupArn: blue, Include: ['All'] });
    expect(all.TargetHealthDescriptions?.[0]).toMatchObject({
      AnomalyDetection: { Result: 'normal' },
      AdministrativeOverride: { State: 'no_override' },
    });
    const some = await client.describeTargetHealth({ TargetGroupArn: blue, Include: ['AnomalyDetection'] });
    expect(some.TargetHealthDescriptions?.[0]).not.toHaveProperty('AdministrativeOverride');
  });

  it('inside registrations (Auto Scaling, CodeDeploy) are the same targets', async () => {
    const { world, blue, until } = await start();
    const { registration } = world.elb;
    await until(blue, 'healthy');
    registration.deregister(blue, ['i-0b1e']);
    expect(registration.health(blue)).toMatchObject([{ id: 'i-0b1e', port: 80, state: 'draining' }]);
    registration.register(blue, [{ id: 'i-06ee', port: 8081 }]);
    expect(registration.health(blue).map(({ id, port }) => [id, port])).toEqual([
      ['i-0b1e', 80],
      ['i-06ee', 8081],
    ]);
    expect(() => registration.register('arn:gone', [{ id: 'i-06ee' }])).toThrow('target groups not found');
    registration.deregister('arn:gone', ['i-06ee']);
    expect(registration.health('arn:gone')).toEqual([]);
  });
});

describe('traffic', () => {
  it('moves after ModifyListener, and Describe says so at once although the data plane follows later (B9)', async () => {
    const { world, client, green, ListenerArn, forward, ask } = await start({ propagationDelayMs: 2_000 });
    expect(await ask()).toBe('i-0b1e');
    await forward({ Type: 'forward', TargetGroupArn: green });
    const described = await client.describeListeners({ ListenerArns: [ListenerArn] });
    expect(described.Listeners?.[0]?.DefaultActions?.[0]?.TargetGroupArn).toBe(green);
    const during = [await ask()];
    for (let turn = 1; turn < 8; turn++) {
      world.clock.advance(250);
      during.push(await ask());
    }
    expect(new Set(during)).toEqual(new Set(['i-0b1e', 'i-06ee']));
    world.clock.advance(250);
    expect(await Promise.all(Array.from({ length: 10 }, () => ask()))).toEqual(Array(10).fill('i-06ee'));
  });

  it.each([
    [[3, 1], 30],
    [[1, 0], 40],
    [[0, 5], 0],
  ])('weights %j send %d of 40 requests to blue (B4)', async ([toBlue = 0, toGreen = 0], expected) => {
    let draw = 0;
    // Evenly spread over [0, 1), so that the share is exact.
    const { blue, green, forward, ask } = await start({ random: () => (draw++ % 40) / 40 });
    await forward(
      weighted([
        [blue, toBlue],
        [green, toGreen],
      ]),
    );
    const answers: string[] = [];
    for (let turn = 0; turn < 40; turn++) answers.push(await ask());
    expect(answers.filter((answer) => answer === 'i-0b1e')).toHaveLength(expected);
  });

  it('all weights 0 is accepted and answers 503 (B4)', async () => {
    const { world, blue, green, forward } = await start();
    await forward(
      weighted([
        [blue, 0],
        [green, 0],
      ]),
    );
    expect((await fetch(world.urlOf(80))).status).toBe(503);
  });

  it('an empty group keeps its share and answers 503 (B3, B4)', async () => {
    const { world, client, blue } = await start();
    await client.deregisterTargets({ TargetGroupArn: blue, Targets: [{ Id: 'i-0b1e' }] });
    expect((await fetch(world.urlOf(80))).status).toBe(503);
  });

  it('rules go before the default action, lowest priority first (B8)', async () => {
    const { client, green, ListenerArn, ask } = await start();
    const actions = [{ Type: 'forward' as const, TargetGroupArn: green }];
    await client.createRule({ ListenerArn, Priority: 2, Conditions: [colour('green')], Actions: actions });
    expect([await ask('/', { 'x-bluegreen-color': 'GREEN' }), await ask()]).toEqual(['i-06ee', 'i-0b1e']);
    const made = await client.createRule({
      ListenerArn,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/teapot*'] }],
      Actions: [
        {
          Type: 'fixed-response',
          FixedResponseConfig: { StatusCode: '418', ContentType: 'text/plain', MessageBody: 'short and stout' },
        },
      ],
    });
    expect(await ask('/teapot', { 'x-bluegreen-color': 'green' })).toBe('short and stout');
    await client.deleteRule({ RuleArn: made.Rules?.[0]?.RuleArn });
    expect(await ask('/teapot', { 'x-bluegreen-color': 'green' })).toBe('i-06ee');
  });

  it('group stickiness reaches the data plane as its cookie (B4)', async () => {
    const { world, blue, green, forward } = await start();
    const sticky = weighted([
      [blue, 1],
      [green, 1],
    ]);
    await forward({
      ...sticky,
      ForwardConfig: { ...sticky.ForwardConfig, TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 } },
    });
    expect((await fetch(world.urlOf(80))).headers.get('set-cookie')).toContain('AWSALBTG=');
  });
});
