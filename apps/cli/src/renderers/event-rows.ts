import type { Diagnosis } from '@bluegreen/sdk';
import type { Row } from './table.js';

/** One row a lifecycle event, and one a line of what its script said last. */
export function eventRows(instances: Diagnosis['instances']): Row[] {
  return instances.flatMap(({ instance, events }) =>
    events.flatMap(({ name, status, startedAt, endedAt, script, logTail }) => {
      const took =
        startedAt !== undefined && endedAt !== undefined ? `${((endedAt - startedAt) / 1000).toFixed(1)} s` : null;
      const said = (logTail ?? '').split('\n').filter((line) => line.trim() !== '');
      return [[instance, name, status, took, script], ...said.map((line) => ['', '', '', '', line])];
    }),
  );
}
