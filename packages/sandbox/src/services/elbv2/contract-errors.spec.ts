import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  SetRulePrioritiesCommand,
  type Action,
  type RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { startElbWorld, type ElbWorld } from './testing/elb-world.js';

/** Contract B9 over the wire, with the real client: each case has its wire code and, where it was seen, its text. */

let world: ElbWorld;
let client: ElasticLoadBalancingV2Client;
const arns = {
  lb: '',
  otherLb: '',
  listener: '',
  otherListener: '',
  rule: '',
  rule2: '',
  defaultRule: '',
  blue: '',
  green: '',
  loose: '',
  sticky: '',
};
let six: string[] = [];
const subnets = { Subnets: ['subnet-a', 'subnet-b'] };
const forward = (...groups: string[]): Action => ({
  Type: 'forward',
  ForwardConfig: { TargetGroups: groups.map((TargetGroupArn) => ({ TargetGroupArn, Weight: 1 })) },
});
const header = (value: string): RuleCondition => ({
  Field: 'http-header',
  HttpHeaderConfig: { HttpHeaderName: 'X-BlueGreen-Color', Values: [value] },
});

async function group(name: string): Promise<string> {
  const answer = await client.send(new CreateTargetGroupCommand({ Name: name, Protocol: 'HTTP', Port: 80 }));
  return answer.TargetGroups?.[0]?.TargetGroupArn ?? '';
}
async function loadBalancer(name: string): Promise<string> {
  const answer = await client.send(new CreateLoadBalancerCommand({ Name: name, ...subnets }));
  return answer.LoadBalancers?.[0]?.LoadBalancerArn ?? '';
}
async function listener(lb: string, action: Action): Promise<string> {
  const input = { LoadBalancerArn: lb, Protocol: 'HTTP' as const, Port: 80, DefaultActions: [action] };
  return (await client.send(new CreateListenerCommand(input))).Listeners?.[0]?.ListenerArn ?? '';
}

beforeAll(async () => {
  world = await startElbWorld();
  client = new ElasticLoadBalancingV2Client({
    endpoint: world.endpoint,
    region: 'us-east-1',
    credentials: DEFAULT_KEY_PAIR,
  });
  await world.launch('i-0aa');
  arns.lb = await loadBalancer('bg-production');
  arns.otherLb = await loadBalancer('bg-other');
  arns.blue = await group('blue');
  arns.green = await group('green');
  arns.loose = await group('loose');
  arns.sticky = await group('sticky');
  six = await Promise.all(['g1', 'g2', 'g3', 'g4', 'g5', 'g6'].map(group));
  const elsewhere = await group('elsewhere');
  arns.listener = await listener(arns.lb, forward(arns.blue));
  arns.otherListener = await listener(arns.otherLb, forward(elsewhere));
  const rule = async (priority: number) => {
    const input = {
      ListenerArn: arns.listener,
      Priority: priority,
      Conditions: [header('green')],
      Actions: [forward(arns.green)],
    };
    return (await client.send(new CreateRuleCommand(input))).Rules?.[0]?.RuleArn ?? '';
  };
  arns.rule = await rule(1);
  arns.rule2 = await rule(2);
  const rules = await client.send(new DescribeRulesCommand({ ListenerArn: arns.listener }));
  arns.defaultRule = rules.Rules?.at(-1)?.RuleArn ?? '';
  const attributes = [{ Key: 'stickiness.enabled', Value: 'true' }];
  await client.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arns.sticky, Attributes: attributes }));
});
afterAll(async () => {
  client.destroy();
  await world.close();
});

const NO_CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/none';
const missing = (arn: string): string => arn.replace(/[0-9a-f]{16}$/, '0123456789abcdef');
const rule = (input: { Priority?: number; Conditions?: RuleCondition[]; Actions?: Action[] }) =>
  client.send(
    new CreateRuleCommand({
      ListenerArn: arns.listener,
      Priority: 10,
      Conditions: [header('blue')],
      Actions: [forward(arns.blue)],
      ...input,
    }),
  );
const modify = (...DefaultActions: Action[]) =>
  client.send(new ModifyListenerCommand({ ListenerArn: arns.listener, DefaultActions }));
const newGroup = (input: object) =>
  client.send(new CreateTargetGroupCommand({ Name: 'fresh', Protocol: 'HTTP', Port: 80, ...input }));
const groupAttribute = (...pairs: [string, string][]) =>
  client.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: arns.loose,
      Attributes: pairs.map(([Key, Value]) => ({ Key, Value })),
    }),
  );

/** A refused call changes nothing. */
function routingState(): object {
  const { loadBalancers, listeners, rules, tags } = world.elb.snapshot();
  return { loadBalancers, listeners, rules, tags };
}

type Message = () => string | RegExp;
type Case = [row: string, call: () => Promise<unknown>, code: string, message?: Message];
const cases: Case[] = [
  [
    'malformed listener ARN',
    () => client.send(new DescribeListenersCommand({ ListenerArns: ['nonsense'] })),
    'ValidationError',
    () => `'nonsense' is not a valid listener ARN`,
  ],
  [
    'listener ARN of another region',
    () =>
      client.send(new DescribeListenersCommand({ ListenerArns: [arns.listener.replace('us-east-1', 'eu-west-1')] })),
    'ValidationError',
    () => /is not a valid listener ARN/,
  ],
  [
    'T11: listener ARN composed from the load balancer ARN',
    () =>
      client.send(
        new ModifyListenerCommand({
          ListenerArn: arns.lb.replace(':loadbalancer/', ':listener/'),
          DefaultActions: [forward(arns.blue)],
        }),
      ),
    'ValidationError',
  ],
  [
    'missing listener',
    () => client.send(new DescribeListenersCommand({ ListenerArns: [missing(arns.listener)] })),
    'ListenerNotFound',
    () => 'One or more listeners not found',
  ],
  [
    'missing load balancer',
    () => client.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [missing(arns.lb)] })),
    'LoadBalancerNotFound',
  ],
  [
    'missing load balancer name',
    () => client.send(new DescribeLoadBalancersCommand({ Names: ['nobody'] })),
    'LoadBalancerNotFound',
    () => /nobody/,
  ],
  [
    'missing group name',
    () => client.send(new DescribeTargetGroupsCommand({ Names: ['blue', 'nobody'] })),
    'TargetGroupNotFound',
    () => 'One or more target groups not found',
  ],
  [
    'missing group in health',
    () => client.send(new DescribeTargetHealthCommand({ TargetGroupArn: missing(arns.blue) })),
    'TargetGroupNotFound',
  ],
  [
    'missing group in an action',
    () => modify(forward(missing(arns.blue))),
    'TargetGroupNotFound',
    () => `Target group '${missing(arns.blue)}' not found`,
  ],
  ['missing rule', () => client.send(new DescribeRulesCommand({ RuleArns: [missing(arns.rule)] })), 'RuleNotFound'],
  [
    'DescribeListeners with neither',
    () => client.send(new DescribeListenersCommand({})),
    'ValidationError',
    () => 'You must specify either listener ARNs or a load balancer ARN',
  ],
  ['DescribeRules with neither', () => client.send(new DescribeRulesCommand({})), 'ValidationError'],
  [
    'group on another ALB',
    () =>
      client.send(
        new ModifyListenerCommand({ ListenerArn: arns.otherListener, DefaultActions: [forward(arns.green)] }),
      ),
    'TargetGroupAssociationLimit',
    () => `The following target groups cannot be associated with more than one load balancer: ${arns.green}`,
  ],
  [
    'TargetGroupArn and ForwardConfig disagree',
    () => modify({ ...forward(arns.green), TargetGroupArn: arns.blue }),
    'InvalidLoadBalancerAction',
  ],
  ['six groups in an action', () => modify(forward(...six)), 'TooManyTargetGroups'],
  ['the same group twice in an action', () => modify(forward(arns.blue, arns.blue)), 'InvalidLoadBalancerAction'],
  [
    'weight 1000',
    () => modify({ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: arns.blue, Weight: 1000 }] } }),
    'ValidationError',
  ],
  [
    'weight -1',
    () => modify({ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: arns.blue, Weight: -1 }] } }),
    'ValidationError',
  ],
  ['unknown action type', () => modify({ Type: 'teleport' as 'forward' }), 'ValidationError'],
  ['B8: two actions that answer', () => modify(forward(arns.blue), forward(arns.green)), 'InvalidLoadBalancerAction'],
  [
    'B4: group stickiness without a duration',
    () =>
      modify({
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: arns.blue }],
          TargetGroupStickinessConfig: { Enabled: true },
        },
      }),
    'ValidationError',
  ],
  [
    'B4: a sticky group weighted without group stickiness',
    () => modify(forward(arns.blue, arns.sticky)),
    'InvalidLoadBalancerAction',
  ],
  [
    'B6: redirect to itself',
    () => modify({ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } }),
    'InvalidLoadBalancerAction',
  ],
  [
    'B6: fixed response 302',
    () => modify({ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '302' } }),
    'ValidationError',
  ],
  [
    'B6: fixed response of another content type',
    () => modify({ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', ContentType: 'image/png' } }),
    'ValidationError',
  ],
  ['an action the sandbox lacks is refused loudly', () => modify({ Type: 'authenticate-oidc' }), 'NotImplemented'],
  ['priority taken', () => rule({ Priority: 1 }), 'PriorityInUse'],
  [
    'priority given twice',
    () =>
      client.send(
        new SetRulePrioritiesCommand({
          RulePriorities: [
            { RuleArn: arns.rule, Priority: 5 },
            { RuleArn: arns.rule2, Priority: 5 },
          ],
        }),
      ),
    'ValidationError',
  ],
  [
    'priority of a rule that stays',
    () => client.send(new SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn: arns.rule, Priority: 2 }] })),
    'PriorityInUse',
  ],
  ['B8: priority 0', () => rule({ Priority: 0 }), 'ValidationError'],
  ['B8: priority 50001', () => rule({ Priority: 50_001 }), 'ValidationError'],
  [
    'B8: the default rule cannot be deleted',
    () => client.send(new DeleteRuleCommand({ RuleArn: arns.defaultRule })),
    'OperationNotPermitted',
  ],
  [
    'B8: the default rule cannot be moved',
    () => client.send(new SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn: arns.defaultRule, Priority: 7 }] })),
    'OperationNotPermitted',
  ],
  [
    'B8: the default rule is not changed by ModifyRule',
    () => client.send(new ModifyRuleCommand({ RuleArn: arns.defaultRule, Actions: [forward(arns.green)] })),
    'OperationNotPermitted',
  ],
  [
    'B8: six condition values',
    () => rule({ Conditions: [{ Field: 'path-pattern', Values: ['/a', '/b', '/c', '/d', '/e', '/f'] }] }),
    'ValidationError',
    () => /'5' condition values/,
  ],
  [
    'B8: six wildcards',
    () => rule({ Conditions: [{ Field: 'path-pattern', Values: ['/*/*/*', '/*?*'] }] }),
    'ValidationError',
    () => /'5' condition wildcards/,
  ],
  [
    'B8: two path conditions',
    () =>
      rule({
        Conditions: [
          { Field: 'path-pattern', Values: ['/a'] },
          { Field: 'path-pattern', Values: ['/b'] },
        ],
      }),
    'ValidationError',
  ],
  [
    'B8: unknown condition field',
    () => rule({ Conditions: [{ Field: 'moon-phase', Values: ['full'] }] }),
    'ValidationError',
  ],
  ['B8: value of 129 characters', () => rule({ Conditions: [header('x'.repeat(129))] }), 'ValidationError'],
  [
    'B8: method in lower case',
    () => rule({ Conditions: [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['get'] } }] }),
    'ValidationError',
  ],
  [
    'B8: bad CIDR',
    () => rule({ Conditions: [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/33'] } }] }),
    'ValidationError',
  ],
  [
    'B8: regular expressions are refused loudly',
    () => rule({ Conditions: [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/a'] } }] }),
    'NotImplemented',
  ],
  ['no conditions', () => rule({ Conditions: [] }), 'ValidationError'],
  [
    'duplicate port',
    () =>
      client.send(
        new CreateListenerCommand({
          LoadBalancerArn: arns.lb,
          Protocol: 'HTTP',
          Port: 80,
          DefaultActions: [forward(arns.green)],
        }),
      ),
    'DuplicateListener',
  ],
  [
    'duplicate load balancer name, other settings',
    () => client.send(new CreateLoadBalancerCommand({ Name: 'bg-production', ...subnets, Scheme: 'internal' })),
    'DuplicateLoadBalancerName',
  ],
  ['duplicate group name, other settings', () => newGroup({ Name: 'blue', Port: 81 }), 'DuplicateTargetGroupName'],
  [
    'T1: load balancer name of 33 characters',
    () => client.send(new CreateLoadBalancerCommand({ Name: 'x'.repeat(33), ...subnets })),
    'ValidationError',
    () => /cannot be longer than '32' characters/,
  ],
  [
    'T1: the group name of the guide',
    () => newGroup({ Name: 'bluegreen-deployment-production-blue-tg' }),
    'ValidationError',
    () => /cannot be longer than '32' characters/,
  ],
  ['T1: underscore in a name', () => newGroup({ Name: 'a_b' }), 'ValidationError'],
  ['T1: hyphen at the end', () => newGroup({ Name: 'a-' }), 'ValidationError'],
  [
    'one subnet',
    () => client.send(new CreateLoadBalancerCommand({ Name: 'lonely', Subnets: ['subnet-a'] })),
    'ValidationError',
  ],
  [
    'network load balancer',
    () => client.send(new CreateLoadBalancerCommand({ Name: 'net', ...subnets, Type: 'network' })),
    'NotImplemented',
  ],
  [
    'listener protocol TCP',
    () =>
      client.send(
        new CreateListenerCommand({
          LoadBalancerArn: arns.lb,
          Protocol: 'TCP',
          Port: 81,
          DefaultActions: [forward(arns.blue)],
        }),
      ),
    'UnsupportedProtocol',
  ],
  [
    'HTTPS without a certificate',
    () =>
      client.send(
        new CreateListenerCommand({
          LoadBalancerArn: arns.lb,
          Protocol: 'HTTPS',
          Port: 443,
          DefaultActions: [forward(arns.blue)],
        }),
      ),
    'ValidationError',
  ],
  [
    'HTTPS with a certificate that nobody has',
    () =>
      client.send(
        new CreateListenerCommand({
          LoadBalancerArn: arns.lb,
          Protocol: 'HTTPS',
          Port: 443,
          Certificates: [{ CertificateArn: NO_CERTIFICATE }],
          DefaultActions: [forward(arns.blue)],
        }),
      ),
    'CertificateNotFound',
    () => `Certificate '${NO_CERTIFICATE}' not found`,
  ],
  [
    'a security policy that does not exist',
    () =>
      client.send(
        new CreateListenerCommand({
          LoadBalancerArn: arns.lb,
          Protocol: 'HTTPS',
          Port: 443,
          SslPolicy: 'ELBSecurityPolicy-TLS13-1-4',
          Certificates: [{ CertificateArn: NO_CERTIFICATE }],
          DefaultActions: [forward(arns.blue)],
        }),
      ),
    'SSLPolicyNotFound',
  ],
  [
    'delete a group in use by a listener',
    () => client.send(new DeleteTargetGroupCommand({ TargetGroupArn: arns.blue })),
    'ResourceInUse',
    () => `The target group '${arns.blue}' is currently in use by a listener or a rule`,
  ],
  [
    'delete a group in use by a rule',
    () => client.send(new DeleteTargetGroupCommand({ TargetGroupArn: arns.green })),
    'ResourceInUse',
  ],
  ['unknown attribute key of a group', () => groupAttribute(['no.such.key', '1']), 'ValidationError'],
  [
    'B5: deregistration delay 3601',
    () => groupAttribute(['deregistration_delay.timeout_seconds', '3601']),
    'ValidationError',
  ],
  ['B5: slow start 10', () => groupAttribute(['slow_start.duration_seconds', '10']), 'ValidationError'],
  [
    'B5: slow start with least outstanding requests',
    () =>
      groupAttribute(
        ['slow_start.duration_seconds', '30'],
        ['load_balancing.algorithm.type', 'least_outstanding_requests'],
      ),
    'InvalidConfigurationRequest',
  ],
  [
    'B4: reserved cookie name',
    () => groupAttribute(['stickiness.app_cookie.cookie_name', 'AWSALBTG']),
    'ValidationError',
  ],
  [
    'B5: idle timeout 4001',
    () =>
      client.send(
        new ModifyLoadBalancerAttributesCommand({
          LoadBalancerArn: arns.lb,
          Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '4001' }],
        }),
      ),
    'ValidationError',
  ],
  ['B1: interval 4', () => newGroup({ HealthCheckIntervalSeconds: 4 }), 'ValidationError'],
  [
    'B1: timeout not below the interval',
    () =>
      client.send(
        new ModifyTargetGroupCommand({
          TargetGroupArn: arns.loose,
          HealthCheckIntervalSeconds: 5,
          HealthCheckTimeoutSeconds: 5,
        }),
      ),
    'ValidationError',
  ],
  ['B1: threshold 11', () => newGroup({ HealthyThresholdCount: 11 }), 'ValidationError'],
  ['B1: matcher 500', () => newGroup({ Matcher: { HttpCode: '200-500' } }), 'ValidationError'],
  ['B1: health checks cannot be off', () => newGroup({ HealthCheckEnabled: false }), 'ValidationError'],
  [
    'B2: an instance that is not running',
    () => client.send(new RegisterTargetsCommand({ TargetGroupArn: arns.blue, Targets: [{ Id: 'i-0bb' }] })),
    'InvalidTarget',
    () => `The following targets are not in a running state and cannot be registered: 'i-0bb'`,
  ],
  [
    'tag keys twice',
    () =>
      client.send(
        new AddTagsCommand({
          ResourceArns: [arns.lb],
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'a', Value: '2' },
          ],
        }),
      ),
    'DuplicateTagKeys',
  ],
  [
    '51 tags',
    () =>
      client.send(
        new AddTagsCommand({
          ResourceArns: [arns.lb],
          Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' })),
        }),
      ),
    'TooManyTags',
  ],
  [
    'tags of what is no resource',
    () => client.send(new DescribeTagsCommand({ ResourceArns: ['nonsense'] })),
    'ValidationError',
  ],
  ['A6: page size 401', () => client.send(new DescribeLoadBalancersCommand({ PageSize: 401 })), 'ValidationError'],
  [
    'A6: a marker nobody gave',
    () => client.send(new DescribeLoadBalancersCommand({ Marker: 'nonsense' })),
    'ValidationError',
  ],
];

it.each<Case>(cases)('B9: %s', async (...[, call, code, message]: Case) => {
  const before = routingState();
  const error: unknown = await call().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ Code: code });
  const expected = message?.();
  if (typeof expected === 'string') expect((error as Error).message).toBe(expected);
  else if (expected) expect((error as Error).message).toMatch(expected);
  expect(routingState()).toEqual(before);
});

it('A2: modelled codes arrive as the exception classes of the client', async () => {
  await expect(modify(forward(missing(arns.blue)))).rejects.toMatchObject({ name: 'TargetGroupNotFoundException' });
});

it('B9: deletion protection', async () => {
  const protect = (value: string) =>
    client.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: arns.otherLb,
        Attributes: [{ Key: 'deletion_protection.enabled', Value: value }],
      }),
    );
  await protect('true');
  const remove = () => client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arns.otherLb }));
  await expect(remove()).rejects.toMatchObject({ name: 'OperationNotPermittedException' });
  await protect('false');
  await remove();
  expect(world.elb.snapshot().loadBalancers.map(({ name }) => name)).toEqual(['bg-production']);
});

describe('quotas of B9', () => {
  const limited = [
    ['TooManyLoadBalancers', { 'application-load-balancers': 1 }, () => loadBalancer('second')],
    ['TooManyTargetGroups', { 'target-groups': 1 }, () => group('second')],
    [
      'TooManyListeners',
      { 'listeners-per-application-load-balancer': 0 },
      (lb: string, tg: string) => listener(lb, forward(tg)),
    ],
    [
      'TooManyUniqueTargetGroupsPerLoadBalancer',
      { 'target-groups-per-application-load-balancer': 0 },
      (lb: string, tg: string) => listener(lb, forward(tg)),
    ],
    [
      'TooManyRules',
      { 'rules-per-application-load-balancer': 0 },
      async (lb: string, tg: string) => {
        const ListenerArn = await listener(lb, forward(tg));
        return client.send(
          new CreateRuleCommand({ ListenerArn, Priority: 1, Conditions: [header('blue')], Actions: [forward(tg)] }),
        );
      },
    ],
    [
      'TooManyTargets',
      { 'targets-per-target-group': 1 },
      (_lb: string, tg: string) =>
        client.send(
          new RegisterTargetsCommand({ TargetGroupArn: tg, Targets: [{ Id: 'i-0aa' }, { Id: 'i-0aa', Port: 81 }] }),
        ),
    ],
    [
      'TooManyTargets',
      { 'targets-per-application-load-balancer': 0 },
      async (lb: string, tg: string) => {
        await listener(lb, forward(tg));
        return client.send(new RegisterTargetsCommand({ TargetGroupArn: tg, Targets: [{ Id: 'i-0aa' }] }));
      },
    ],
  ] as const;

  it.each(limited)('%s', async (code, quotas, call) => {
    const [outerWorld, outerClient] = [world, client];
    world = await startElbWorld({ quotas });
    client = new ElasticLoadBalancingV2Client({
      endpoint: world.endpoint,
      region: 'us-east-1',
      credentials: DEFAULT_KEY_PAIR,
    });
    try {
      await world.launch('i-0aa');
      const [lb, tg] = [await loadBalancer('first'), await group('first')];
      await expect(Promise.resolve().then((): Promise<unknown> => call(lb, tg))).rejects.toMatchObject({ Code: code });
    } finally {
      client.destroy();
      await world.close();
      [world, client] = [outerWorld, outerClient];
    }
  });
});
