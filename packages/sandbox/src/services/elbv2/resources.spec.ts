import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DescribeAccountLimitsCommand,
  DescribeListenerAttributesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerAttributesCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  paginateDescribeTargetGroups,
  RegisterTargetsCommand,
  RemoveTagsCommand,
  SetRulePrioritiesCommand,
  waitUntilLoadBalancerAvailable,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { startElbWorld, type ElbWorld } from './testing/elb-world.js';

/** What the API shows and keeps, over the wire with the real client. */

let world: ElbWorld;
let client: ElasticLoadBalancingV2Client;
let changes: number;

beforeEach(async () => {
  changes = 0;
  world = await startElbWorld({ onChange: () => changes++ });
  client = new ElasticLoadBalancingV2Client({
    endpoint: world.endpoint,
    region: 'us-east-1',
    credentials: DEFAULT_KEY_PAIR,
  });
});
afterEach(async () => {
  client.destroy();
  await world.close();
});

const subnets = ['subnet-a', 'subnet-b'];
async function loadBalancer(Name = 'bg-production') {
  const answer = await client.send(
    new CreateLoadBalancerCommand({ Name, Subnets: subnets, Tags: [{ Key: 'Environment', Value: 'production' }] }),
  );
  return answer.LoadBalancers?.[0] ?? {};
}
async function group(Name: string): Promise<string> {
  const answer = await client.send(new CreateTargetGroupCommand({ Name, Protocol: 'HTTP', Port: 80 }));
  return answer.TargetGroups?.[0]?.TargetGroupArn ?? '';
}
async function listener(lb: string | undefined, action: Action, Port = 80): Promise<string> {
  const input = { LoadBalancerArn: lb, Protocol: 'HTTP' as const, Port, DefaultActions: [action] };
  return (await client.send(new CreateListenerCommand(input))).Listeners?.[0]?.ListenerArn ?? '';
}
const single = (TargetGroupArn: string): Action => ({ Type: 'forward', TargetGroupArn });
const weighted = (...pairs: [string, number | undefined][]): Action => ({
  Type: 'forward',
  ForwardConfig: { TargetGroups: pairs.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
});
async function defaultAction(ListenerArn: string): Promise<Action | undefined> {
  const answer = await client.send(new DescribeListenersCommand({ ListenerArns: [ListenerArn] }));
  return answer.Listeners?.[0]?.DefaultActions?.[0];
}

describe('load balancers', () => {
  it('B9: ARN form, state from provisioning to active, DNS name of the address book (T10)', async () => {
    const made = await loadBalancer();
    expect(made.LoadBalancerArn).toMatch(
      /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/app\/bg-production\/[0-9a-f]{16}$/,
    );
    expect(made).toMatchObject({
      State: { Code: 'provisioning' },
      Type: 'application',
      Scheme: 'internet-facing',
      DNSName: 'bg-production.localhost',
    });
    expect(made.AvailabilityZones?.map((zone) => [zone.ZoneName, zone.SubnetId])).toEqual([
      ['us-east-1a', 'subnet-a'],
      ['us-east-1b', 'subnet-b'],
    ]);
    const waited = await waitUntilLoadBalancerAvailable({ client, maxWaitTime: 20 }, { Names: ['bg-production'] });
    expect(waited.state).toBe('SUCCESS');
  });

  it('B9: created again with the same settings it is the same one', async () => {
    const first = await loadBalancer();
    expect((await loadBalancer()).LoadBalancerArn).toBe(first.LoadBalancerArn);
  });

  it('B5: attribute defaults', async () => {
    const { LoadBalancerArn } = await loadBalancer();
    const answer = await client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
    const values = Object.fromEntries(answer.Attributes?.map(({ Key, Value }) => [Key, Value]) ?? []);
    expect(values).toMatchObject({
      'idle_timeout.timeout_seconds': '60',
      'client_keep_alive.seconds': '3600',
      'deletion_protection.enabled': 'false',
      'routing.http.xff_header_processing.mode': 'append',
      'routing.http.desync_mitigation_mode': 'defensive',
    });
  });

  it('deleting takes listeners and rules along and frees the groups; a second time succeeds', async () => {
    const { LoadBalancerArn } = await loadBalancer();
    const blue = await group('blue');
    const arn = await listener(LoadBalancerArn, single(blue));
    await client.send(
      new CreateRuleCommand({
        ListenerArn: arn,
        Priority: 1,
        Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
        Actions: [single(blue)],
      }),
    );
    await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    await client.send(new DeleteTargetGroupCommand({ TargetGroupArn: blue }));
    await client.send(new DeleteTargetGroupCommand({ TargetGroupArn: blue }));
    expect(world.elb.snapshot()).toEqual({
      version: 1,
      loadBalancers: [],
      listeners: [],
      rules: [],
      targetGroups: [],
      tags: [],
    });
    await expect(fetch(world.urlOf(80))).rejects.toThrow();
  });
});

describe('listeners', () => {
  it('T6: TargetGroupArn is there for one group and absent for several', async () => {
    const { LoadBalancerArn } = await loadBalancer();
    const [blue, green] = [await group('blue'), await group('green')];
    const arn = await listener(LoadBalancerArn, single(blue));
    expect(arn).toMatch(/:listener\/app\/bg-production\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
    expect(await defaultAction(arn)).toEqual({
      Type: 'forward',
      TargetGroupArn: blue,
      ForwardConfig: {
        TargetGroups: [{ TargetGroupArn: blue, Weight: 1 }],
        TargetGroupStickinessConfig: { Enabled: false },
      },
    });
    await client.send(
      new ModifyListenerCommand({ ListenerArn: arn, DefaultActions: [weighted([blue, 100], [green, undefined])] }),
    );
    expect(await defaultAction(arn)).toEqual({
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: blue, Weight: 100 },
          { TargetGroupArn: green, Weight: 1 },
        ],
        TargetGroupStickinessConfig: { Enabled: false },
      },
    });
  });

  it('B9: both TargetGroupArn and a ForwardConfig of that group are fine', async () => {
    const { LoadBalancerArn } = await loadBalancer();
    const blue = await group('blue');
    const arn = await listener(LoadBalancerArn, { ...weighted([blue, 1]), TargetGroupArn: blue, Order: 1 });
    expect(await defaultAction(arn)).toMatchObject({ TargetGroupArn: blue, Order: 1 });
  });

  it('B9: created again with the same settings it is the same one', async () => {
    const { LoadBalancerArn } = await loadBalancer();
    const blue = await group('blue');
    const first = await listener(LoadBalancerArn, single(blue));
    expect(await listener(LoadBalancerArn, weighted([blue, 1]))).toBe(first);
  });

  it('B6: redirect defaults are the placeholders; fixed responses come back as given', async () => {
    const { LoadBalancerArn } = await loadBalancer();
    const redirect = await listener(LoadBalancerArn, {
      Type: 'redirect',
      RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
    });
    expect(await defaultAction(redirect)).toEqual({
      Type: 'redirect',
      RedirectConfig: {
        Protocol: 'HTTPS',
        Port: '443',
        Host: '#{host}',
        Path: '/#{path}',
        Query: '#{query}',
        StatusCode: 'HTTP_301',
      },
    });
    const withoutQuery = await listener(
      LoadBalancerArn,
      { Type: 'redirect', RedirectConfig: { Port: '443', Query: '', StatusCode: 'HTTP_302' } },
      81,
    );
    expect(await defaultAction(withoutQuery)).toMatchObject({ RedirectConfig: { Path: '/#{path}', Query: '' } });
    const fixed = await listener(
      LoadBalancerArn,
      {
        Type: 'fixed-response',
        FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'no colour' },
      },
      8080,
    );
    expect(await defaultAction(fixed)).toEqual({
      Type: 'fixed-response',
      FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'no colour' },
    });
  });

  it('ModifyListener changes only what is given; a new port moves the socket', async () => {
    const { LoadBalancerArn } = await loadBalancer();
    const arn = await listener(LoadBalancerArn, { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } });
    await client.send(new ModifyListenerCommand({ ListenerArn: arn, Port: 81 }));
    expect(await defaultAction(arn)).toMatchObject({ Type: 'fixed-response' });
    expect((await fetch(world.urlOf(81))).status).toBe(200);
    await expect(fetch(world.urlOf(80))).rejects.toThrow();
  });

  it('listener attributes: default, set, shown', async () => {
    const { LoadBalancerArn } = await loadBalancer();
    const ListenerArn = await listener(LoadBalancerArn, single(await group('blue')));
    const set = { Key: 'routing.http.response.x_frame_options.header_value', Value: 'DENY' };
    await client.send(new ModifyListenerAttributesCommand({ ListenerArn, Attributes: [set] }));
    const answer = await client.send(new DescribeListenerAttributesCommand({ ListenerArn }));
    expect(answer.Attributes).toEqual([{ Key: 'routing.http.response.server.enabled', Value: 'true' }, set]);
  });
});

describe('rules (contract B8)', () => {
  async function ready() {
    const { LoadBalancerArn } = await loadBalancer();
    const [blue, green] = [await group('blue'), await group('green')];
    const ListenerArn = await listener(LoadBalancerArn, single(blue));
    const create = async (
      Priority: number,
      Conditions: NonNullable<ConstructorParameters<typeof CreateRuleCommand>[0]['Conditions']>,
    ) =>
      (await client.send(new CreateRuleCommand({ ListenerArn, Priority, Conditions, Actions: [single(green)] })))
        .Rules?.[0];
    return { ListenerArn, blue, green, create };
  }
  const path = (value: string) => ({ Field: 'path-pattern', Values: [value] });

  it('shows both forms of a condition, whichever was given', async () => {
    const { create } = await ready();
    const shown = { Field: 'path-pattern', Values: ['/api/*'], PathPatternConfig: { Values: ['/api/*'] } };
    expect((await create(1, [path('/api/*')]))?.Conditions).toEqual([shown]);
    expect(
      (await create(2, [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }]))?.Conditions,
    ).toEqual([shown]);
  });

  it('keeps every kind of condition', async () => {
    const { create } = await ready();
    const conditions = [
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-BlueGreen-Color', Values: ['green'] } },
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }, { Value: 'beta' }] } },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
      { Field: 'source-ip', SourceIpConfig: { Values: ['127.0.0.0/8'] } },
    ];
    expect((await create(1, conditions))?.Conditions).toEqual(conditions);
  });

  it('lists by priority with the default rule last; priority is text', async () => {
    const { ListenerArn, create } = await ready();
    await create(20, [path('/b')]);
    const first = await create(3, [path('/a')]);
    expect(first?.RuleArn).toMatch(/:listener-rule\/app\/bg-production(\/[0-9a-f]{16}){3}$/);
    const rules = (await client.send(new DescribeRulesCommand({ ListenerArn }))).Rules ?? [];
    expect(rules.map((rule) => [rule.Priority, rule.IsDefault])).toEqual([
      ['3', false],
      ['20', false],
      ['default', true],
    ]);
    expect(rules[2]?.Conditions).toEqual([]);
    const byArn = await client.send(new DescribeRulesCommand({ RuleArns: [rules[2]?.RuleArn ?? ''] }));
    expect(byArn.Rules?.[0]?.IsDefault).toBe(true);
  });

  it('SetRulePriorities swaps in one call', async () => {
    const { ListenerArn, create } = await ready();
    const [a, b] = [await create(1, [path('/a')]), await create(2, [path('/b')])];
    await client.send(
      new SetRulePrioritiesCommand({
        RulePriorities: [
          { RuleArn: a?.RuleArn, Priority: 2 },
          { RuleArn: b?.RuleArn, Priority: 1 },
        ],
      }),
    );
    const rules = (await client.send(new DescribeRulesCommand({ ListenerArn }))).Rules ?? [];
    expect(rules.map((rule) => rule.RuleArn).slice(0, 2)).toEqual([b?.RuleArn, a?.RuleArn]);
  });

  it('ModifyRule replaces given lists whole and leaves the others', async () => {
    const { create, blue } = await ready();
    const made = await create(1, [path('/a'), { Field: 'host-header', Values: ['*.example.com'] }]);
    const RuleArn = made?.RuleArn;
    await client.send(new ModifyRuleCommand({ RuleArn, Actions: [single(blue)] }));
    const after = await client.send(new ModifyRuleCommand({ RuleArn, Conditions: [path('/c')] }));
    expect(after.Rules?.[0]?.Actions?.[0]?.TargetGroupArn).toBe(blue);
    expect(after.Rules?.[0]?.Conditions).toHaveLength(1);
  });

  it('DeleteRule frees the group', async () => {
    const { create, green } = await ready();
    const made = await create(1, [path('/a')]);
    const loadBalancers = async () =>
      (await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [green] }))).TargetGroups?.[0]
        ?.LoadBalancerArns;
    expect(await loadBalancers()).toHaveLength(1);
    await client.send(new DeleteRuleCommand({ RuleArn: made?.RuleArn }));
    expect(await loadBalancers()).toEqual([]);
  });
});

describe('target groups', () => {
  it('B1: health check defaults', async () => {
    const TargetGroupArn = await group('blue');
    expect(TargetGroupArn).toMatch(/:targetgroup\/blue\/[0-9a-f]{16}$/);
    const answer = await client.send(new DescribeTargetGroupsCommand({ Names: ['blue'] }));
    expect(answer.TargetGroups?.[0]).toMatchObject({
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      HealthCheckPath: '/',
      HealthCheckPort: 'traffic-port',
      HealthCheckProtocol: 'HTTP',
      Matcher: { HttpCode: '200' },
      TargetType: 'instance',
      LoadBalancerArns: [],
    });
  });

  it('B5: attribute defaults', async () => {
    const TargetGroupArn = await group('blue');
    const answer = await client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
    const values = Object.fromEntries(answer.Attributes?.map(({ Key, Value }) => [Key, Value]) ?? []);
    expect(values).toMatchObject({
      'deregistration_delay.timeout_seconds': '300',
      'slow_start.duration_seconds': '0',
      'load_balancing.algorithm.type': 'round_robin',
      'stickiness.enabled': 'false',
      'stickiness.lb_cookie.duration_seconds': '86400',
      'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
      'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': 'off',
    });
  });

  it('ModifyTargetGroup changes only what is given', async () => {
    const TargetGroupArn = await group('blue');
    await client.send(
      new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckPath: '/health', HealthCheckIntervalSeconds: 10 }),
    );
    const answer = await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] }));
    expect(answer.TargetGroups?.[0]).toMatchObject({
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 10,
      UnhealthyThresholdCount: 2,
    });
  });

  it('A6: pages through with Marker, each exactly once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await group(name);
    const seen: (string | undefined)[] = [];
    for await (const page of paginateDescribeTargetGroups({ client, pageSize: 2 }, {})) {
      seen.push(...(page.TargetGroups?.map((one) => one.TargetGroupName) ?? []));
    }
    expect(seen).toEqual(names);
  });

  it('A6: a page goes on where it was although the item before it is gone', async () => {
    const [a] = [await group('a'), await group('b'), await group('c')];
    const first = await client.send(new DescribeTargetGroupsCommand({ PageSize: 1 }));
    await client.send(new DeleteTargetGroupCommand({ TargetGroupArn: a }));
    const second = await client.send(new DescribeTargetGroupsCommand({ Marker: first.NextMarker }));
    expect(second.TargetGroups?.map((one) => one.TargetGroupName)).toEqual(['b', 'c']);
  });

  it('by load balancer: those its listeners and rules name', async () => {
    const { LoadBalancerArn } = await loadBalancer();
    const blue = await group('blue');
    await group('loose');
    await listener(LoadBalancerArn, single(blue));
    const answer = await client.send(new DescribeTargetGroupsCommand({ LoadBalancerArn }));
    expect(answer.TargetGroups?.map((one) => one.TargetGroupArn)).toEqual([blue]);
  });
});

it('tags: added, replaced, removed, shown', async () => {
  const { LoadBalancerArn } = await loadBalancer();
  const ResourceArns = [LoadBalancerArn ?? ''];
  await client.send(
    new AddTagsCommand({
      ResourceArns,
      Tags: [
        { Key: 'Environment', Value: 'staging' },
        { Key: 'Team', Value: '' },
      ],
    }),
  );
  await client.send(new RemoveTagsCommand({ ResourceArns, TagKeys: ['Team', 'nobody'] }));
  const answer = await client.send(new DescribeTagsCommand({ ResourceArns }));
  expect(answer.TagDescriptions).toEqual([
    { ResourceArn: LoadBalancerArn, Tags: [{ Key: 'Environment', Value: 'staging' }] },
  ]);
});

it('B9: DescribeAccountLimits shows the quotas', async () => {
  const { Limits } = await client.send(new DescribeAccountLimitsCommand({}));
  expect(Limits).toContainEqual({ Name: 'target-groups-per-action-on-application-load-balancer', Max: '5' });
  expect(Limits).toContainEqual({ Name: 'rules-per-application-load-balancer', Max: '100' });
});

it('E: actions are judged on the ARNs they change, Describe on everything', async () => {
  const { LoadBalancerArn } = await loadBalancer();
  const blue = await group('blue');
  const ListenerArn = await listener(LoadBalancerArn, single(blue));
  await client.send(new ModifyListenerCommand({ ListenerArn, DefaultActions: [single(blue)] }));
  await client.send(new DescribeListenersCommand({ ListenerArns: [ListenerArn] }));
  const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:';
  expect(world.gateway.calls().map(({ action, resources }) => [action, resources])).toEqual([
    ['elasticloadbalancing:CreateLoadBalancer', [`${arn}loadbalancer/app/bg-production/*`]],
    ['elasticloadbalancing:CreateTargetGroup', [`${arn}targetgroup/blue/*`]],
    ['elasticloadbalancing:CreateListener', [LoadBalancerArn]],
    ['elasticloadbalancing:ModifyListener', [ListenerArn]],
    ['elasticloadbalancing:DescribeListeners', ['*']],
  ]);
});

it('tells of changes, not of questions', async () => {
  const { LoadBalancerArn } = await loadBalancer();
  expect(changes).toBe(1);
  await client.send(new DescribeLoadBalancersCommand({}));
  await expect(client.send(new DescribeTagsCommand({ ResourceArns: ['x'] }))).rejects.toThrow();
  expect(changes).toBe(1);
  await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
  expect(changes).toBe(2);
});

it('a snapshot brings back state, sockets and targets', async () => {
  await world.launch('i-0aa');
  const { LoadBalancerArn } = await loadBalancer();
  const blue = await group('blue');
  const ListenerArn = await listener(LoadBalancerArn, single(blue));
  await client.send(
    new CreateRuleCommand({
      ListenerArn,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/fixed'] }],
      Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '418' } }],
    }),
  );
  await client.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: blue,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
    }),
  );
  await client.send(new RegisterTargetsCommand({ TargetGroupArn: blue, Targets: [{ Id: 'i-0aa' }] }));
  const saved: unknown = JSON.parse(JSON.stringify(world.elb.snapshot()));
  const other = await startElbWorld();
  try {
    await other.launch('i-0aa');
    await other.elb.restore(saved);
    expect(other.elb.snapshot()).toEqual(world.elb.snapshot());
    expect((await fetch(`${other.urlOf(80)}/fixed`)).status).toBe(418);
    expect(await (await fetch(other.urlOf(80))).text()).toBe('i-0aa');
    expect(other.elb.registration.deregistrationDelayMs(blue)).toBe(30_000);
    await expect(other.elb.restore(saved)).rejects.toThrow('empty');
    await expect(other.elb.restore({})).rejects.toThrow('snapshot');
  } finally {
    await other.close();
  }
});

it('a listener whose address is taken is refused and leaves nothing', async () => {
  const { LoadBalancerArn } = await loadBalancer();
  const open = jest.spyOn(world.plane, 'openListener').mockRejectedValueOnce(new Error('EADDRINUSE'));
  const blue = await group('blue');
  await expect(listener(LoadBalancerArn, single(blue))).rejects.toMatchObject({ Code: 'InvalidConfigurationRequest' });
  open.mockRestore();
  expect(world.elb.snapshot().listeners).toEqual([]);
  await listener(LoadBalancerArn, single(blue));
});

it('topology: the same operations for callers inside, with typed members', async () => {
  const { topology } = world.elb;
  const made = await topology.createLoadBalancer({ Name: 'bg-production', Subnets: subnets });
  const groups = await topology.createTargetGroup({
    Name: 'blue',
    Protocol: 'HTTP',
    Port: 80,
    HealthCheckEnabled: true,
  });
  const arn = groups.TargetGroups[0]?.TargetGroupArn ?? '';
  const LoadBalancerArn = made.LoadBalancers[0]?.LoadBalancerArn ?? '';
  await topology.createListener({
    LoadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: arn }],
  });
  expect(world.elb.loadBalancerOf(arn)).toBe(LoadBalancerArn);
  expect(world.elb.registration.arnOf('blue')).toBe(arn);
  const health = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: arn }));
  expect(health.TargetHealthDescriptions).toEqual([]);
});

it('DeleteListener closes the socket and leaves the load balancer', async () => {
  const { LoadBalancerArn } = await loadBalancer();
  const ListenerArn = await listener(LoadBalancerArn, {
    Type: 'fixed-response',
    FixedResponseConfig: { StatusCode: '200' },
  });
  expect((await fetch(world.urlOf(80))).status).toBe(200);
  await client.send(new DeleteListenerCommand({ ListenerArn }));
  await expect(fetch(world.urlOf(80))).rejects.toThrow();
  expect((await client.send(new DescribeListenersCommand({ LoadBalancerArn }))).Listeners).toEqual([]);
});
