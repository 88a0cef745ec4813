import type { MetricDatum } from '../metrics/datum.js';

type Metrics = readonly MetricDatum[];

/** Something that publishes metrics by itself, as AWS services and agents on hosts do. */
export interface MetricSource<Sampled extends Metrics | Promise<Metrics> = Metrics | Promise<Metrics>> {
  readonly namespace: string;
  /** Called once a sample period; counters are what came since the call before. What fails is a gap in the data. */
  sample(): Sampled;
}
