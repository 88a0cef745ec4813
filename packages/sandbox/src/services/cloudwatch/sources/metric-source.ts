import type { MetricDatum } from '../metrics/datum.js';

/** Something that publishes metrics by itself, as AWS services do. */
export interface MetricSource {
  readonly namespace: string;
  /** Called once a sample period; counters are what came since the call before. */
  sample(): readonly MetricDatum[];
}
