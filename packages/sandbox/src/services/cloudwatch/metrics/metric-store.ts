import { merge, type Aggregate } from './aggregate.js';

export type Dimensions = Readonly<Record<string, string>>;

export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
}

export interface Sample extends MetricName {
  readonly unit: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly aggregate: Aggregate;
}

interface Point {
  readonly at: number;
  aggregate: Aggregate;
}
interface Series extends MetricName {
  readonly unit: string;
  /** By time. */
  points: Point[];
  updatedAt: number;
}

/** Memory is bounded by these two: the oldest points and the metrics without news for longest go first. */
const MAX_METRICS = 2_000;
const MAX_POINTS = 3_000;
/**
 * When a metric has too many points, those older than this share a point per minute, as in CloudWatch, and all but the
 * newest one per second. The newest stay apart: alarms of a fast clock look at less than a second.
 */
const FINE_MS = 3 * 3_600_000;
const NEWEST_MS = 10_000;
const SECOND = 1000;
const MINUTE = 60_000;

export interface MetricStore {
  add(sample: Sample): void;
  /** Everything of one metric in [from, to), over all units or one. */
  between(metric: MetricName, from: number, to: number, unit?: string): Aggregate | undefined;
  /** The unit of the newest data. */
  unitOf(metric: MetricName): string | undefined;
  /** Each metric once, with the time of its newest data. */
  list(): readonly (MetricName & { readonly updatedAt: number })[];
  samples(): readonly Sample[];
}

export function createMetricStore(): MetricStore {
  /** By metric, then by unit. */
  const metrics = new Map<string, Map<string, Series>>();

  function seriesFor(sample: Sample): Series {
    const { namespace, name, dimensions, unit } = sample;
    const key = keyOf(sample);
    const units = metrics.get(key) ?? new Map<string, Series>();
    // Put at the end again, so that the first of the map is the one without news for longest.
    metrics.delete(key);
    metrics.set(key, units);
    const [oldest] = metrics.keys();
    if (metrics.size > MAX_METRICS && oldest !== undefined) metrics.delete(oldest);
    const one = units.get(unit) ?? { namespace, name, dimensions, unit, points: [], updatedAt: 0 };
    units.set(unit, one);
    return one;
  }

  const allOf = (metric: MetricName): Series[] => [...(metrics.get(keyOf(metric))?.values() ?? [])];

  return {
    add(sample) {
      const one = seriesFor(sample);
      one.updatedAt = Math.max(one.updatedAt, sample.at);
      insert(one.points, { at: sample.at, aggregate: sample.aggregate });
      if (one.points.length > MAX_POINTS) one.points = condense(one.points);
    },
    between(metric, from, to, unit) {
      return allOf(metric)
        .filter((one) => unit === undefined || one.unit === unit)
        .flatMap((one) => one.points.filter((point) => point.at >= from && point.at < to))
        .map((point) => point.aggregate)
        .reduce<Aggregate | undefined>((sum, next) => (sum ? merge(sum, next) : next), undefined);
    },
    unitOf: (metric) => allOf(metric).sort((a, b) => b.updatedAt - a.updatedAt)[0]?.unit,
    list() {
      const sorted = [...metrics].sort(([a], [b]) => (a < b ? -1 : 1));
      return sorted.flatMap(([, units]) => {
        const [first, ...others] = [...units.values()];
        if (!first) return [];
        const { namespace, name, dimensions } = first;
        return [
          { namespace, name, dimensions, updatedAt: Math.max(first.updatedAt, ...others.map((one) => one.updatedAt)) },
        ];
      });
    },
    samples: () =>
      [...metrics.values()]
        .flatMap((units) => [...units.values()])
        .flatMap(({ namespace, name, dimensions, unit, points }) =>
          points.map((point) => ({ namespace, name, dimensions, unit, at: point.at, aggregate: point.aggregate })),
        ),
  };
}

function keyOf(metric: MetricName): string {
  const dimensions = Object.entries(metric.dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([metric.namespace, metric.name, dimensions]);
}

/** New data is nearly always the newest, so the search starts at the end. */
function insert(points: Point[], point: Point): void {
  let index = points.length;
  while (index > 0 && (points[index - 1]?.at ?? 0) > point.at) index--;
  const same = points[index - 1];
  if (same?.at === point.at) same.aggregate = merge(same.aggregate, point.aggregate);
  else points.splice(index, 0, point);
}

function condense(points: readonly Point[]): Point[] {
  const newest = points.at(-1)?.at ?? 0;
  const kept: Point[] = [];
  for (const point of points) {
    const age = newest - point.at;
    const step = age > FINE_MS ? MINUTE : age > NEWEST_MS ? SECOND : 1;
    insert(kept, { ...point, at: floor(point.at, step) });
  }
  // A tenth at once, so that a full series is not condensed again for each sample.
  return kept.length > MAX_POINTS * 0.9 ? kept.slice(kept.length - MAX_POINTS * 0.9) : kept;
}

const floor = (at: number, step: number): number => Math.floor(at / step) * step;
