import { CloudWatch as CloudWatchClient, type PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { startGateway, type Gateway } from '../../gateway.js';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { manualClock, type ManualClock } from '../elbv2/testing/manual-clock.js';
import { createCloudWatch, type CloudWatch, type MetricDatum } from './index.js';

/** CloudWatch over the wire with the real client, which speaks JSON 1.0 (contract A1, A3, A9). */

let clock: ManualClock;
let cloudWatch: CloudWatch;
let gateway: Gateway;
let client: CloudWatchClient;
let sampled: MetricDatum[];
let changes: number;

beforeEach(async () => {
  clock = manualClock();
  sampled = [];
  changes = 0;
  cloudWatch = createCloudWatch({
    clock,
    account: '123456789012',
    region: 'us-east-1',
    sources: [{ namespace: 'AWS/ApplicationELB', sample: () => sampled }],
    onChange: () => changes++,
  });
  gateway = await startGateway({ services: [cloudWatch.service] });
  client = new CloudWatchClient({ endpoint: gateway.endpoint, region: 'us-east-1', credentials: DEFAULT_KEY_PAIR });
});
afterEach(async () => {
  client.destroy();
  await gateway.close();
  await cloudWatch.close();
});

const Namespace = 'Bluegreen';
const hour = 3_600_000;
const range = () => ({ StartTime: new Date(clock.now() - hour), EndTime: new Date(clock.now() + 1000) });
const put = (MetricName: string, Value: number, minutesAgo = 0) =>
  client.putMetricData({
    Namespace,
    MetricData: [{ MetricName, Value, Timestamp: new Date(clock.now() - minutesAgo * 60_000) }],
  });
const stat = (Id: string, MetricName: string, Stat = 'Sum', extra: object = {}) => ({
  Id,
  MetricStat: { Metric: { Namespace, MetricName }, Period: 60, Stat },
  ...extra,
});

describe('metrics', () => {
  it('what was put can be read back, newest first, aligned to the period', async () => {
    await put('Switches', 1, 10);
    await put('Switches', 2, 10);
    await put('Switches', 5, 2);
    const answer = await client.getMetricData({ ...range(), MetricDataQueries: [stat('m1', 'Switches')] });
    expect(answer.MetricDataResults?.[0]).toMatchObject({
      Id: 'm1',
      Label: 'Switches',
      StatusCode: 'Complete',
      Values: [5, 3],
    });
    const [newest, oldest] = answer.MetricDataResults?.[0]?.Timestamps ?? [];
    expect((newest?.getTime() ?? 1) % 60_000).toBe(0);
    expect((newest?.getTime() ?? 0) - (oldest?.getTime() ?? 0)).toBe(8 * 60_000);
    const ascending = await client.getMetricData({
      ...range(),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [stat('m1', 'Switches')],
    });
    expect(ascending.MetricDataResults?.[0]?.Values).toEqual([3, 5]);
  });

  it('metric math: an error rate, with the non-zero rule of the ALB filled', async () => {
    await put('Requests', 50, 1);
    await put('Requests', 50, 3);
    await put('Errors', 5, 1);
    const answer = await client.getMetricData({
      ...range(),
      MetricDataQueries: [
        stat('requests', 'Requests', 'Sum', { ReturnData: false }),
        stat('errors', 'Errors', 'Sum', { ReturnData: false }),
        { Id: 'rate', Expression: 'FILL(errors, 0) / requests * 100', Label: 'error rate' },
      ],
    });
    expect(answer.MetricDataResults).toHaveLength(1);
    expect(answer.MetricDataResults?.[0]).toMatchObject({ Label: 'error rate', Values: [10, 0] });
  });

  it('pages by MaxDatapoints', async () => {
    for (const minute of [1, 2, 3]) await put('Switches', minute, minute);
    const ask = (NextToken?: string) =>
      client.getMetricData({ ...range(), NextToken, MaxDatapoints: 2, MetricDataQueries: [stat('m1', 'Switches')] });
    const first = await ask();
    expect(first.MetricDataResults?.[0]).toMatchObject({ StatusCode: 'PartialData', Values: [1, 2] });
    const second = await ask(first.NextToken);
    expect(second.MetricDataResults?.[0]).toMatchObject({ StatusCode: 'Complete', Values: [3] });
    expect(second.NextToken).toBeUndefined();
  });

  it('values with counts, statistic sets and percentiles', async () => {
    const Timestamp = new Date(clock.now() - 60_000);
    await client.putMetricData({
      Namespace,
      MetricData: [{ MetricName: 'Latency', Unit: 'Seconds', Timestamp, Values: [0.1, 2], Counts: [98, 2] }],
    });
    const one = { ...range(), Namespace, MetricName: 'Latency', Period: 3600 };
    const simple = await client.getMetricStatistics({ ...one, Statistics: ['SampleCount', 'Maximum', 'Average'] });
    expect(simple.Datapoints?.[0]).toMatchObject({ SampleCount: 100, Maximum: 2, Unit: 'Seconds' });
    expect(simple.Datapoints?.[0]?.Average).toBeCloseTo(0.138);
    const extended = await client.getMetricStatistics({ ...one, ExtendedStatistics: ['p98', 'p99'] });
    expect(extended.Datapoints?.[0]?.ExtendedStatistics).toEqual({ p98: 0.1, p99: 2 });
    const StatisticValues = { SampleCount: 4, Sum: 8, Minimum: 1, Maximum: 3 };
    await client.putMetricData({ Namespace, MetricData: [{ MetricName: 'Set', Timestamp, StatisticValues }] });
    const set = await client.getMetricData({
      ...range(),
      MetricDataQueries: [stat('a', 'Set', 'Average'), stat('p', 'Set', 'p99')],
    });
    expect(set.MetricDataResults?.map((result) => result.Values)).toEqual([[2], []]);
  });

  it('ListMetrics filters by namespace, name and dimensions', async () => {
    await client.putMetricData({
      Namespace,
      MetricData: ['blue', 'green'].map((Value) => ({
        MetricName: 'Live',
        Value: 1,
        Dimensions: [{ Name: 'Color', Value }],
      })),
    });
    await put('Other', 1);
    const names = async (input: object) =>
      ((await client.listMetrics(input)).Metrics ?? []).map((metric) => [
        metric.MetricName,
        metric.Dimensions?.[0]?.Value,
      ]);
    expect(await names({ Namespace })).toEqual([
      ['Live', 'blue'],
      ['Live', 'green'],
      ['Other', undefined],
    ]);
    expect(await names({ Dimensions: [{ Name: 'Color' }] })).toHaveLength(2);
    expect(await names({ MetricName: 'Live', Dimensions: [{ Name: 'Color', Value: 'green' }] })).toEqual([
      ['Live', 'green'],
    ]);
    expect(await names({ Namespace: 'Nothing' })).toEqual([]);
  });

  it('A9: sources are sampled each minute of sandbox time; users cannot put into AWS namespaces', async () => {
    sampled = [{ name: 'RequestCount', dimensions: { LoadBalancer: 'app/bg/1' }, unit: 'Count', value: 7 }];
    clock.advance(59_000);
    expect(cloudWatch.snapshot().samples).toEqual([]);
    clock.advance(61_000);
    const answer = await client.getMetricStatistics({
      ...range(),
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'RequestCount',
      Dimensions: [{ Name: 'LoadBalancer', Value: 'app/bg/1' }],
      Period: 3600,
      Statistics: ['Sum', 'SampleCount'],
    });
    expect(answer.Datapoints?.reduce((sum, point) => sum + (point.Sum ?? 0), 0)).toBe(14);
    await expect(
      client.putMetricData({ Namespace: 'AWS/ApplicationELB', MetricData: [{ MetricName: 'x', Value: 1 }] }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});

describe('errors over JSON carry shape and query code (contract A3)', () => {
  it.each([
    [
      'A9: empty time range',
      () =>
        client.getMetricData({
          StartTime: new Date(1e12),
          EndTime: new Date(1e12),
          MetricDataQueries: [stat('m', 'x')],
        }),
      'InvalidParameterValueException',
      'InvalidParameterValue',
      'The parameter StartTime must be less than the parameter EndTime.',
    ],
    [
      'too many data points',
      () =>
        client.getMetricStatistics({
          StartTime: new Date(0),
          EndTime: new Date(1e12),
          Namespace,
          MetricName: 'x',
          Period: 60,
          Statistics: ['Sum'],
        }),
      'InvalidParameterCombinationException',
      'InvalidParameterCombination',
      /exceeds the limit of 1440/,
    ],
    [
      'no statistic',
      () =>
        client.getMetricStatistics({
          StartTime: new Date(0),
          EndTime: new Date(60_000),
          Namespace,
          MetricName: 'x',
          Period: 60,
        }),
      'MissingRequiredParameterException',
      'MissingParameter',
      /Statistics/,
    ],
    [
      'period 45',
      () =>
        client.getMetricData({
          ...range(),
          MetricDataQueries: [
            { Id: 'm', MetricStat: { Metric: { Namespace, MetricName: 'x' }, Period: 45, Stat: 'Sum' } },
          ],
        }),
      'InvalidParameterValueException',
      'InvalidParameterValue',
      /Period/,
    ],
    [
      'unknown id in an expression',
      () => client.getMetricData({ ...range(), MetricDataQueries: [{ Id: 'e', Expression: 'nobody * 2' }] }),
      'InvalidParameterValueException',
      'InvalidParameterValue',
      /nobody/,
    ],
    [
      'metric math the sandbox lacks',
      () =>
        client.getMetricData({ ...range(), MetricDataQueries: [stat('m', 'x'), { Id: 'e', Expression: 'SUM(m)' }] }),
      'NotImplemented',
      'NotImplemented',
      /SUM/,
    ],
    [
      'a datum without a value',
      () => client.putMetricData({ Namespace, MetricData: [{ MetricName: 'x' }] }),
      'MissingRequiredParameterException',
      'MissingParameter',
      /Value/,
    ],
    [
      'a time stamp of last month',
      () => put('x', 1, 40_000),
      'InvalidParameterValueException',
      'InvalidParameterValue',
      /Timestamp/,
    ],
    [
      'an alarm that is not there',
      () => client.setAlarmState({ AlarmName: 'nobody', StateValue: 'OK', StateReason: 'test' }),
      'ResourceNotFound',
      'ResourceNotFound',
      /nobody/,
    ],
    [
      'deleting an alarm that is not there',
      () => client.deleteAlarms({ AlarmNames: ['nobody'] }),
      'ResourceNotFound',
      'ResourceNotFound',
      /nobody/,
    ],
    [
      'a next token nobody gave',
      () => client.describeAlarms({ NextToken: 'nonsense' }),
      'InvalidNextToken',
      'InvalidNextToken',
      /nonsense/,
    ],
  ])('%s', async (_row, call, name, code, message) => {
    const error: unknown = await call().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      name,
      Code: code,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect(cloudWatch.snapshot().samples).toEqual([]);
  });
});

describe('alarms', () => {
  const alarm = (input: Partial<PutMetricAlarmCommandInput> = {}) =>
    client.putMetricAlarm({
      AlarmName: 'errors',
      Namespace,
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 3,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      ...input,
    });
  const state = async (AlarmName = 'errors') =>
    (await client.describeAlarms({ AlarmNames: [AlarmName] })).MetricAlarms?.[0]?.StateValue;
  const period = async (value: number | undefined) => {
    if (value !== undefined) await put('Errors', value);
    clock.advance(60_000);
    return state();
  };

  it('goes INSUFFICIENT_DATA -> OK -> ALARM -> OK as data comes in', async () => {
    await alarm();
    expect(await state()).toBe('INSUFFICIENT_DATA');
    expect(await period(1)).toBe('OK');
    expect(await period(5)).toBe('OK');
    expect(await period(4)).toBe('ALARM');
    expect(await period(0)).toBe('OK');
    await period(undefined);
    expect(await period(undefined)).toBe('INSUFFICIENT_DATA');
    expect(changes).toBe(6 - 1);
  });

  it('judges what is there already when it is put', async () => {
    await put('Errors', 9, 1.5);
    await put('Errors', 9, 0.5);
    await alarm();
    expect(await state()).toBe('ALARM');
  });

  it('M of N and missing data as the alarm says', async () => {
    await alarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' });
    expect(await state()).toBe('OK');
    expect(await period(9)).toBe('OK');
    expect(await period(undefined)).toBe('OK');
    expect(await period(9)).toBe('ALARM');
  });

  it('SetAlarmState holds until the next evaluation', async () => {
    await alarm({ TreatMissingData: 'notBreaching' });
    await client.setAlarmState({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'drill' });
    const shown = (await client.describeAlarms({})).MetricAlarms?.[0];
    expect(shown).toMatchObject({
      StateValue: 'ALARM',
      StateReason: 'drill',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors',
    });
    clock.advance(60_000);
    expect(await state()).toBe('OK');
  });

  it('watches an expression over several metrics', async () => {
    const metric = (Id: string, MetricName: string) => stat(Id, MetricName, 'Sum', { ReturnData: false });
    await client.putMetricAlarm({
      AlarmName: 'rate',
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
      Metrics: [
        metric('e', 'Errors'),
        metric('r', 'Requests'),
        { Id: 'rate', Expression: 'e / r * 100', ReturnData: true },
      ],
    });
    await put('Requests', 100);
    await put('Errors', 6);
    clock.advance(60_000);
    expect(await state('rate')).toBe('ALARM');
  });

  it('DescribeAlarms filters and pages; unknown names are left out', async () => {
    for (const AlarmName of ['a-1', 'a-2', 'b-1']) await alarm({ AlarmName });
    const names = async (input: object) =>
      (await client.describeAlarms(input)).MetricAlarms?.map((one) => one.AlarmName);
    expect(await names({ AlarmNamePrefix: 'a-' })).toEqual(['a-1', 'a-2']);
    expect(await names({ AlarmNames: ['b-1', 'nobody'] })).toEqual(['b-1']);
    expect(await names({ StateValue: 'ALARM' })).toEqual([]);
    const first = await client.describeAlarms({ MaxRecords: 2 });
    expect(await names({ MaxRecords: 2, NextToken: first.NextToken })).toEqual(['b-1']);
    await client.deleteAlarms({ AlarmNames: ['a-1', 'a-2'] });
    expect(await names({})).toEqual(['b-1']);
  });

  it('E: alarm operations are judged on the alarm, metrics on everything', async () => {
    await alarm();
    await client.describeAlarms({});
    await put('Errors', 1);
    expect(gateway.calls().map(({ action, resources }) => [action, resources])).toEqual([
      ['cloudwatch:PutMetricAlarm', ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors']],
      ['cloudwatch:DescribeAlarms', ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:*']],
      ['cloudwatch:PutMetricData', ['*']],
    ]);
  });

  it('a snapshot brings back alarms with their state, and samples', async () => {
    await alarm({ EvaluationPeriods: 1 });
    expect(await period(9)).toBe('ALARM');
    const saved = JSON.parse(JSON.stringify(cloudWatch.snapshot())) as { alarms: unknown; samples: unknown };
    const other = createCloudWatch({ clock, account: '123456789012', region: 'us-east-1', sources: [] });
    await other.restore(saved);
    expect(other.snapshot().samples).toEqual(saved.samples);
    expect(other.snapshot().alarms).toMatchObject([{ name: 'errors', state: 'ALARM' }]);
    await other.close();
    await expect(other.restore({})).rejects.toThrow('snapshot');
  });
});

it('answers older clients by Query with the same operations (contract A1)', async () => {
  const { operations } = cloudWatch.service;
  const call = {
    requestId: '',
    region: 'us-east-1',
    account: '123456789012',
    accessKeyId: null,
    callerArn: '',
    signal: new AbortController().signal,
  };
  await operations['PutMetricData']?.handle(
    { Namespace, MetricData: [{ MetricName: 'Old', Value: '2.5', Timestamp: new Date(clock.now()).toISOString() }] },
    call,
  );
  const answer = await operations['GetMetricStatistics']?.handle(
    {
      Namespace,
      MetricName: 'Old',
      StartTime: new Date(clock.now() - hour).toISOString(),
      EndTime: new Date(clock.now() + 1000).toISOString(),
      Period: '3600',
      Statistics: ['Sum'],
    },
    call,
  );
  expect(answer).toMatchObject({ Label: 'Old', Datapoints: [{ Sum: 2.5 }] });
});
