import type { Clock } from '@bluegreen/load-balancer';
import { evaluateQuery } from '../metrics/metric-query.js';
import type { MetricStore } from '../metrics/metric-store.js';
import type { Alarm, AlarmSettings, AlarmState } from './alarm.js';
import { judge } from './judge.js';

export interface AlarmBook {
  /** Creates or replaces; the state stays when the alarm existed. Evaluates once at once, then each period. */
  put(settings: AlarmSettings): void;
  /** By hand, until the next evaluation. */
  setState(name: string, state: AlarmState, reason: string, reasonData: string | undefined): void;
  find(name: string): Alarm | undefined;
  /** By name. */
  list(): readonly Alarm[];
  remove(name: string): void;
  restore(alarms: readonly Alarm[]): void;
  stop(): void;
}

interface Watch {
  alarm: Alarm;
  /** The last evaluation times, oldest first: what lies between two of them is one datapoint. */
  boundaries: number[];
  cancel: () => void;
}

/**
 * Alarms over the store. A datapoint is what came in between two evaluations: periods pass in sandbox time while data
 * carries wall time, so a window of "Period seconds of time stamps" would be wrong when time is scaled.
 */
export function createAlarmBook(options: {
  readonly clock: Clock;
  readonly store: MetricStore;
  readonly arnOf: (name: string) => string;
  readonly onChange: () => void;
}): AlarmBook {
  const { clock, store } = options;
  const watches = new Map<string, Watch>();

  function evaluate(watch: Watch): void {
    const { alarm } = watch;
    const watched = alarm.queries.find((query) => query.returnData);
    if (!watched) return;
    const windows = watch.boundaries.slice(1).map((to, index) => ({ from: watch.boundaries[index] ?? to, to }));
    const values = evaluateQuery(store, alarm.queries, watched, windows);
    const verdict = judge(
      alarm,
      windows.map((window) => values.get(window.from)),
    );
    if (verdict.state !== null) enter(watch, verdict.state, verdict.reason, undefined);
  }

  function enter(watch: Watch, state: AlarmState, reason: string, reasonData: string | undefined): void {
    const now = clock.now();
    const changed = watch.alarm.state !== state;
    const stateChangedAt = changed ? now : watch.alarm.stateChangedAt;
    watch.alarm = { ...watch.alarm, state, reason, reasonData, stateUpdatedAt: now, stateChangedAt };
    if (changed) options.onChange();
  }

  function schedule(watch: Watch): void {
    watch.cancel = clock.after(watch.alarm.periodSeconds * 1000, () => {
      watch.boundaries = [...watch.boundaries.slice(1), clock.now()];
      evaluate(watch);
      schedule(watch);
    });
  }

  function start(alarm: Alarm): void {
    watches.get(alarm.name)?.cancel();
    const period = alarm.periodSeconds * 1000;
    const now = clock.now();
    const boundaries = Array.from({ length: alarm.evaluationPeriods + 1 }, (_, index) => {
      return now - (alarm.evaluationPeriods - index) * period;
    });
    const watch: Watch = { alarm, boundaries, cancel: () => undefined };
    watches.set(alarm.name, watch);
    evaluate(watch);
    schedule(watch);
  }

  return {
    put(settings) {
      const now = clock.now();
      const before = watches.get(settings.name)?.alarm;
      start({
        ...settings,
        arn: options.arnOf(settings.name),
        configuredAt: now,
        state: before?.state ?? 'INSUFFICIENT_DATA',
        reason: before?.reason ?? 'Unchecked: Initial alarm creation',
        reasonData: before?.reasonData,
        stateUpdatedAt: before?.stateUpdatedAt ?? now,
        stateChangedAt: before?.stateChangedAt ?? now,
      });
    },
    setState(name, state, reason, reasonData) {
      const watch = watches.get(name);
      if (watch) enter(watch, state, reason, reasonData);
    },
    find: (name) => watches.get(name)?.alarm,
    list: () => [...watches.values()].map((watch) => watch.alarm).sort((a, b) => (a.name < b.name ? -1 : 1)),
    remove(name) {
      watches.get(name)?.cancel();
      watches.delete(name);
    },
    restore(alarms) {
      for (const alarm of alarms) start(alarm);
    },
    stop() {
      for (const watch of watches.values()) watch.cancel();
    },
  };
}
