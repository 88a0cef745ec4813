import { aggregateOf } from './datum.js';
import { createMetricStore, type MetricName } from './metric-store.js';
import { statisticOf } from './statistic.js';

const cpu: MetricName = { namespace: 'Bluegreen', name: 'Cpu', dimensions: { Host: 'a' } };
const start = 1_800_000_000_000;

describe('metric store', () => {
  it('keeps metrics apart by dimensions, whatever their order', () => {
    const store = createMetricStore();
    const two = { ...cpu, dimensions: { B: '2', A: '1' } };
    store.add({ ...two, unit: 'None', at: start, aggregate: aggregateOf(1) });
    store.add({ ...cpu, unit: 'None', at: start, aggregate: aggregateOf(5) });
    expect(store.between({ ...cpu, dimensions: { A: '1', B: '2' } }, start, start + 1)?.sum).toBe(1);
    expect(store.between({ ...cpu, dimensions: { A: '1' } }, start, start + 1)).toBeUndefined();
  });

  it('takes samples in any order and includes the start of a range, not its end', () => {
    const store = createMetricStore();
    for (const second of [3, 1, 2, 1]) {
      store.add({ ...cpu, unit: 'None', at: start + second * 1000, aggregate: aggregateOf(second) });
    }
    expect(store.between(cpu, start + 1000, start + 3000)).toMatchObject({ count: 3, sum: 4, minimum: 1, maximum: 2 });
  });

  it('stays within its bounds: old points go, the sum of the last hours stays', () => {
    const store = createMetricStore();
    for (let second = 0; second < 20_000; second++) {
      store.add({ ...cpu, unit: 'None', at: start + second * 1000, aggregate: aggregateOf(1) });
    }
    expect(store.samples().length).toBeLessThanOrEqual(3_000);
    expect(store.between(cpu, start + 19_000_000, start + 20_000_000)?.sum).toBe(1000);
  });

  it('forgets the metric without news for longest', () => {
    const store = createMetricStore();
    for (let index = 0; index < 2_100; index++) {
      store.add({ ...cpu, name: `m${index}`, unit: 'None', at: start, aggregate: aggregateOf(1) });
    }
    const names = store.list().map((metric) => metric.name);
    expect(names).toHaveLength(2_000);
    expect(names).not.toContain('m0');
    expect(names).toContain('m2099');
  });
});

describe('statistics', () => {
  const hundred = aggregateOf(Array.from({ length: 100 }, (_, index) => [index + 1, 1] as const));

  it.each([
    ['Sum', 5050],
    ['Average', 50.5],
    ['Minimum', 1],
    ['Maximum', 100],
    ['SampleCount', 100],
    ['p50', 50],
    ['p99', 99],
    ['p99.9', 100],
    ['p0', 1],
  ])('%s of 1 to 100 is %d', (name, expected) => {
    expect(statisticOf(name)(hundred)).toBe(expected);
  });

  it('counts values by how often they came', () => {
    expect(
      statisticOf('p90')(
        aggregateOf([
          [1, 90],
          [9, 10],
        ]),
      ),
    ).toBe(1);
    expect(
      statisticOf('p91')(
        aggregateOf([
          [1, 90],
          [9, 10],
        ]),
      ),
    ).toBe(9);
  });

  it('keeps a point small although thousands of values came, and the sum exact', () => {
    const many = aggregateOf(Array.from({ length: 5_000 }, (_, index) => [index / 7, 1] as const));
    expect(many.values?.length).toBeLessThanOrEqual(500);
    expect(many.count).toBe(5_000);
    expect(many.sum).toBeCloseTo((4_999 * 5_000) / 14);
    expect(statisticOf('p50')(many)).toBeCloseTo(357, -1);
  });

  it.each([
    ['tm99', 'NotImplemented'],
    ['p101', 'InvalidParameterValue'],
    ['Median', 'InvalidParameterValue'],
  ])('%s is refused: %s', (name, code) => {
    expect(() => statisticOf(name)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
