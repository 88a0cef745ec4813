import type { RouteAction } from '../domain/environment.js';
import type { FakeEndpoint, SeenCall } from './testing/fake-endpoint.js';
import { startFakeEndpoint, xml } from './testing/fake-endpoint.js';

const ACCOUNT = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';
const LOAD_BALANCER = `${ACCOUNT}:loadbalancer/app/bg/0123456789abcdef`;
const listenerArn = (id: string) => `${ACCOUNT}:listener/app/bg/0123456789abcdef/${id.repeat(16)}`;
const ruleArn = (id: string) => `${ACCOUNT}:listener-rule/app/bg/0123456789abcdef/aaaaaaaaaaaaaaaa/${id.repeat(16)}`;
const groupArn = (name: string) => `${ACCOUNT}:targetgroup/${name}/0123456789abcdef`;
const [PRODUCTION, TEST] = [listenerArn('a'), listenerArn('b')];
const [BLUE, GREEN, OTHER] = [groupArn('blue'), groupArn('green'), groupArn('other')];

const single = (group: string) =>
  `<Type>forward</Type><TargetGroupArn>${group}</TargetGroupArn><ForwardConfig><TargetGroups><member><TargetGroupArn>${group}</TargetGroupArn><Weight>1</Weight></member></TargetGroups><TargetGroupStickinessConfig><Enabled>false</Enabled></TargetGroupStickinessConfig></ForwardConfig>`;
const listener = (arn: string, port: number, action: string, protocol = 'HTTP') =>
  `<member><ListenerArn>${arn}</ListenerArn><LoadBalancerArn>${LOAD_BALANCER}</LoadBalancerArn><Port>${port}</Port><Protocol>${protocol}</Protocol><DefaultActions><member>${action}</member></DefaultActions></member>`;
const rule = (id: string, action: string, condition = '') =>
  `<member><RuleArn>${ruleArn(id)}</RuleArn><Priority>1</Priority><IsDefault>false</IsDefault><Conditions>${condition}</Conditions><Actions><member>${action}</member></Actions></member>`;
const byColor = (color: string) =>
  `<member><Field>http-header</Field><HttpHeaderConfig><HttpHeaderName>x-bluegreen-color</HttpHeaderName><Values><member>${color}</member></Values></HttpHeaderConfig></member>`;
const DEFAULT_RULE = `<member><RuleArn>d</RuleArn><Priority>default</Priority><IsDefault>true</IsDefault><Actions><member>${single(BLUE)}</member></Actions></member>`;
const COLOR_RULES = rule('1', single(BLUE), byColor('blue')) + rule('2', single(GREEN), byColor('green'));

let fake: FakeEndpoint;
afterEach(() => fake.close());

/** A load balancer as DescribeListeners and DescribeRules show it; two rules a page. */
function serve(listeners: string, rules: Record<string, string>): Promise<FakeEndpoint> {
  return startFakeEndpoint(({ operation, form }) => {
    if (operation === 'DescribeListeners') return xml(operation, `<Listeners>${listeners}</Listeners>`);
    const all = (rules[form['ListenerArn'] ?? ''] ?? '').split(/(?<=<\/member>)(?=<member><RuleArn>)/);
    const from = Number(form['Marker'] ?? 0);
    const more = from + 2 < all.length ? `<NextMarker>${from + 2}</NextMarker>` : '';
    return xml(operation, `<Rules>${all.slice(from, from + 2).join('')}</Rules>${more}`);
  });
}

const said = (calls: readonly SeenCall[]) =>
  calls.map(({ operation, form }) => `${operation} ${form['Marker'] ?? ''}`.trim());

describe('createTraffic routes', () => {
  it('finds production routes and the test listener, in one call for the listeners and one for each’s rules', async () => {
    fake = await serve(listener(PRODUCTION, 80, single(BLUE)) + listener(TEST, 8080, '<Type>fixed-response</Type>'), {
      [PRODUCTION]: DEFAULT_RULE,
      [TEST]: COLOR_RULES,
    });

    const found = await fake.ports().traffic.routes([PRODUCTION], [BLUE, GREEN]);

    expect(found).toEqual({
      routes: [
        {
          kind: 'listener',
          arn: PRODUCTION,
          listenerArn: PRODUCTION,
          actions: [{ type: 'forward', groups: [{ targetGroupArn: BLUE, weight: 1 }], stickiness: { enabled: false } }],
        },
      ],
      listeners: [{ arn: PRODUCTION, port: 80, protocol: 'http', rules: [] }],
      strays: [],
      testListenerPort: 8080,
      testProtocol: 'http',
    });
    expect(said(fake.calls).sort()).toEqual(['DescribeListeners', 'DescribeRules', 'DescribeRules']);
    expect(fake.calls.find((call) => call.operation === 'DescribeListeners')?.form['LoadBalancerArn']).toBe(
      LOAD_BALANCER,
    );
  });

  it('includes rules that forward to our groups, on every page; not colour rules, nor rules of others', async () => {
    fake = await serve(listener(PRODUCTION, 443, single(BLUE), 'HTTPS'), {
      [PRODUCTION]: DEFAULT_RULE + COLOR_RULES + rule('3', single(OTHER)) + rule('4', single(GREEN)),
    });
    const found = await fake.ports().traffic.routes([PRODUCTION], [BLUE, GREEN]);
    expect(found.routes.map((route) => [route.kind, route.arn])).toEqual([
      ['listener', PRODUCTION],
      ['rule', ruleArn('4')],
    ]);
    expect(said(fake.calls)).toContain('DescribeRules 4');
    // The production listener's own colour rules serve as well.
    expect(found).toMatchObject({ testListenerPort: 443, testProtocol: 'https' });
  });

  it('tells the port of each listener, and what its rules ask for in the order in which they are tried', async () => {
    const condition = (field: string, config: string) =>
      `<member><Field>${field}</Field><${config}><Values><member>v</member></Values></${config}></member>`;
    const late = rule('3', single(OTHER), condition('path-pattern', 'PathPatternConfig')).replace(
      '<Priority>1<',
      '<Priority>200<',
    );
    const early = rule(
      '4',
      single(GREEN),
      condition('host-header', 'HostHeaderConfig') + condition('http-request-method', 'HttpRequestMethodConfig'),
    ).replace('<Priority>1<', '<Priority>30<');
    const regular = rule(
      '5',
      single(GREEN),
      '<member><Field>path-pattern</Field><PathPatternConfig><RegexValues><member>^/a</member></RegexValues></PathPatternConfig></member>',
    ).replace('<Priority>1<', '<Priority>4<');
    fake = await serve(listener(PRODUCTION, 443, single(BLUE), 'HTTPS'), {
      [PRODUCTION]: DEFAULT_RULE + late + early + regular + rule('6', single(BLUE), byColor('blue')),
    });
    const { listeners } = await fake.ports().traffic.routes([PRODUCTION], [BLUE, GREEN]);
    expect(listeners).toEqual([
      {
        arn: PRODUCTION,
        port: 443,
        protocol: 'https',
        rules: [
          { arn: ruleArn('6'), conditions: [{ kind: 'header', values: [] }] },
          { arn: ruleArn('5'), conditions: [{ kind: 'other', values: [] }] },
          {
            arn: ruleArn('4'),
            conditions: [
              { kind: 'host', values: ['v'] },
              { kind: 'method', values: ['v'] },
            ],
          },
          { arn: ruleArn('3'), conditions: [{ kind: 'path', values: ['v'] }] },
        ],
      },
    ]);
  });

  it.each([
    ['leaves out a default action of others when a rule forwards to us', rule('4', single(GREEN)), [ruleArn('4')]],
    ['shows a default action of others when it is all there is', rule('3', single(OTHER)), [PRODUCTION]],
  ])('%s', async (_name, rules, arns) => {
    fake = await serve(listener(PRODUCTION, 80, single(OTHER)), { [PRODUCTION]: rules });
    const found = await fake.ports().traffic.routes([PRODUCTION], [BLUE, GREEN]);
    expect(found.routes.map((route) => route.arn)).toEqual(arns);
    expect(found.testListenerPort).toBeNull();
  });

  it.each([
    ['one colour only', rule('1', single(BLUE), byColor('blue'))],
    [
      'another group behind a colour',
      rule('1', single(BLUE), byColor('blue')) + rule('2', single(OTHER), byColor('green')),
    ],
  ])('takes no listener with %s for the test listener', async (_name, rules) => {
    fake = await serve(listener(PRODUCTION, 80, single(BLUE)) + listener(TEST, 8080, single(BLUE)), {
      [PRODUCTION]: '',
      [TEST]: rules,
    });
    expect((await fake.ports().traffic.routes([PRODUCTION], [BLUE, GREEN])).testListenerPort).toBeNull();
  });

  it('finds what listeners outside the configuration send to our groups: default actions and rules, not colour rules', async () => {
    const [extra, idle] = [listenerArn('c'), listenerArn('d')];
    const nothing = single(GREEN).replace('<Weight>1<', '<Weight>0<');
    const listeners = [
      listener(PRODUCTION, 80, single(BLUE)),
      listener(TEST, 8080, '<Type>fixed-response</Type>'),
      listener(extra, 443, single(BLUE), 'HTTPS'),
      listener(idle, 81, nothing),
    ];
    fake = await serve(listeners.join(''), {
      [PRODUCTION]: DEFAULT_RULE,
      [TEST]: COLOR_RULES + rule('3', single(OTHER)) + rule('4', single(GREEN)),
      [extra]: DEFAULT_RULE,
      [idle]: DEFAULT_RULE + rule('5', nothing),
    });
    const found = await fake.ports().traffic.routes([PRODUCTION], [BLUE, GREEN]);
    expect(found.routes.map((route) => route.arn)).toEqual([PRODUCTION]);
    expect(found.strays.map((route) => [route.kind, route.arn, route.listenerArn])).toEqual([
      ['rule', ruleArn('4'), TEST],
      ['listener', extra, extra],
    ]);
    expect(found.testListenerPort).toBe(8080);
  });

  it('refuses a listener that its load balancer does not have, and an ARN that is none', async () => {
    fake = await serve(listener(TEST, 80, single(BLUE)), {});
    const { traffic } = fake.ports();
    await expect(traffic.routes([PRODUCTION], [])).rejects.toMatchObject({ code: 'RESOURCE_MISSING' });
    await expect(traffic.routes(['arn:aws:x'], [])).rejects.toMatchObject({ code: 'ARN_MALFORMED' });
  });
});

describe('createTraffic read and write', () => {
  const weighted = `<Type>forward</Type><Order>2</Order><ForwardConfig><TargetGroups><member><TargetGroupArn>${BLUE}</TargetGroupArn><Weight>90</Weight></member><member><TargetGroupArn>${GREEN}</TargetGroupArn><Weight>10</Weight></member></TargetGroups><TargetGroupStickinessConfig><Enabled>true</Enabled><DurationSeconds>120</DurationSeconds></TargetGroupStickinessConfig></ForwardConfig>`;
  const signIn =
    '<Type>authenticate-oidc</Type><Order>1</Order><AuthenticateOidcConfig><Issuer>https://i</Issuer><ClientId>c</ClientId></AuthenticateOidcConfig>';
  const route = (kind: 'listener' | 'rule') => ({
    kind,
    arn: kind === 'rule' ? ruleArn('4') : PRODUCTION,
    listenerArn: PRODUCTION,
    actions: [],
  });

  it.each([
    ['listener', 'DescribeListeners', 'ModifyListener', 'DefaultActions', 'ListenerArn'],
    ['rule', 'DescribeRules', 'ModifyRule', 'Actions', 'RuleArn'],
  ] as const)('writes back exactly what it read from a %s', async (kind, describe, modify, list, arnMember) => {
    const actions = `<member>${signIn}</member><member>${weighted}</member>`;
    fake = await startFakeEndpoint(({ operation }) => {
      if (operation === 'DescribeListeners')
        return xml(operation, `<Listeners><member><DefaultActions>${actions}</DefaultActions></member></Listeners>`);
      if (operation === 'DescribeRules')
        return xml(operation, `<Rules><member><Actions>${actions}</Actions></member></Rules>`);
      return xml(operation, '');
    });
    const { traffic } = fake.ports();

    const read = await traffic.read(route(kind));
    await traffic.write(route(kind), read);

    expect(read[1]).toEqual({
      type: 'forward',
      order: 2,
      groups: [
        { targetGroupArn: BLUE, weight: 90 },
        { targetGroupArn: GREEN, weight: 10 },
      ],
      stickiness: { enabled: true, durationSeconds: 120 },
    });
    expect(fake.calls.map((call) => call.operation)).toEqual([describe, modify]);
    const { Action, Version, ...written } = fake.calls[1]!.form;
    expect([Action, Version]).toEqual([modify, '2015-12-01']);
    expect(written).toEqual({
      [arnMember]: route(kind).arn,
      [`${list}.member.1.Type`]: 'authenticate-oidc',
      [`${list}.member.1.Order`]: '1',
      [`${list}.member.1.AuthenticateOidcConfig.Issuer`]: 'https://i',
      [`${list}.member.1.AuthenticateOidcConfig.ClientId`]: 'c',
      // AWS hides the secret, and refuses the action without this.
      [`${list}.member.1.AuthenticateOidcConfig.UseExistingClientSecret`]: 'true',
      [`${list}.member.2.Type`]: 'forward',
      [`${list}.member.2.Order`]: '2',
      [`${list}.member.2.ForwardConfig.TargetGroups.member.1.TargetGroupArn`]: BLUE,
      [`${list}.member.2.ForwardConfig.TargetGroups.member.1.Weight`]: '90',
      [`${list}.member.2.ForwardConfig.TargetGroups.member.2.TargetGroupArn`]: GREEN,
      [`${list}.member.2.ForwardConfig.TargetGroups.member.2.Weight`]: '10',
      [`${list}.member.2.ForwardConfig.TargetGroupStickinessConfig.Enabled`]: 'true',
      [`${list}.member.2.ForwardConfig.TargetGroupStickinessConfig.DurationSeconds`]: '120',
    });
  });

  it('names a single group as TargetGroupArn too, and reads the old spelling of a forward', async () => {
    fake = await startFakeEndpoint(({ operation }) =>
      operation === 'DescribeListeners'
        ? xml(
            operation,
            `<Listeners><member><DefaultActions><member><Type>forward</Type><TargetGroupArn>${BLUE}</TargetGroupArn></member></DefaultActions></member></Listeners>`,
          )
        : xml(operation, ''),
    );
    const { traffic } = fake.ports();
    const read = await traffic.read(route('listener'));
    expect(read).toEqual<RouteAction[]>([{ type: 'forward', groups: [{ targetGroupArn: BLUE, weight: 1 }] }]);
    await traffic.write(route('listener'), read);
    expect(fake.calls[1]!.form).toMatchObject({ 'DefaultActions.member.1.TargetGroupArn': BLUE });
  });
});
