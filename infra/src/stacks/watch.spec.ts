import { at, ofType, synthesize, textOf } from '../testing/synthesize.js';

const template = synthesize();
const alarms = ofType(template, 'AWS::CloudWatch::Alarm').map((alarm) => alarm.Properties);

describe('alarms', () => {
  it('watch what the guide names', () => {
    const suffixes = alarms.map((alarm) => (at(alarm, 'AlarmName', 'Fn::Join', 1) as string[]).at(-1)).sort();
    const perColor = ['cpu', 'disk', 'memory', 'target-5xx', 'unhealthy'];
    expect(suffixes).toEqual(
      ['blue', 'green']
        .flatMap((color) => perColor.map((name) => `-${color}-${name}`))
        .concat('-deployment-failed', '-elb-5xx', '-slow')
        .sort(),
    );
  });

  it('all speak through the topic, and none cries for want of data', () => {
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({ AlarmActions: [{ Ref: 'AlarmsTopic' }], TreatMissingData: 'notBreaching' });
    }
  });

  it('take memory and disk from the agent on the hosts, by Auto Scaling group', () => {
    const agent = alarms.filter((alarm) => alarm['Namespace'] === 'CWAgent');
    expect(new Set(agent.map((alarm) => alarm['MetricName']))).toEqual(
      new Set(['mem_used_percent', 'disk_used_percent']),
    );
    for (const alarm of agent) expect(alarm['Dimensions']).toMatchObject([{ Name: 'AutoScalingGroupName' }]);
  });

  it('send a mail only where an address is given', () => {
    template.hasResource('AWS::SNS::Subscription', { Condition: 'MailGiven' });
  });
});

describe('the dashboard', () => {
  const body = at(textOf(template).Resources['Dashboard']?.Properties, 'DashboardBody', 'Fn::Join', 1) as unknown[];
  const text = body.map((part) => (typeof part === 'string' ? part : 'x')).join('');
  const { widgets } = JSON.parse(text) as { widgets: { properties: { title: string; metrics: unknown[][] } }[] };

  it('shows the guide’s metrics, and each colour by name', () => {
    expect(widgets.map((widget) => widget.properties.title)).toEqual([
      '2XX',
      '4XX',
      '5XX',
      'Response time (s)',
      'Healthy hosts',
      'CPU (%)',
      'Memory (%)',
      'Disk (%)',
      'Deployment success (%)',
      'Deployment time (s)',
      'Rollbacks',
    ]);
    for (const { properties } of widgets.slice(0, 8)) {
      expect(properties.metrics.map((line) => line.at(-1))).toEqual([{ label: 'BLUE' }, { label: 'GREEN' }]);
    }
  });
});

describe('switches', () => {
  it.each([
    ['EnableFlowLogs', 'yes', 'FlowLogsWanted', ['AWS::EC2::FlowLog']],
    ['EnableWaf', 'no', 'WafWanted', ['AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation']],
    ['EnableCloudTrail', 'no', 'TrailWanted', ['AWS::CloudTrail::Trail']],
    [
      'EnableConfig',
      'no',
      'ConfigWanted',
      ['AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel', 'AWS::Config::ConfigRule'],
    ],
    ['EnableGuardDuty', 'no', 'GuardDutyWanted', ['AWS::GuardDuty::Detector']],
  ])('%s (%s) decides about all of its resources', (parameter, initial, condition, types) => {
    expect(textOf(template).Parameters[parameter]).toMatchObject({ Default: initial, AllowedValues: ['yes', 'no'] });
    expect(textOf(template).Conditions[condition]).toEqual({ 'Fn::Equals': [{ Ref: parameter }, 'yes'] });
    for (const type of types) {
      const found = ofType(template, type);
      expect([type, found.length > 0, found.every((each) => each.Condition === condition)]).toEqual([type, true, true]);
    }
  });
});
