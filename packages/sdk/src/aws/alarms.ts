import type { Alarms } from '../domain/ports.js';
import type { CallTable, Connection } from './connection.js';
import { allPages, batches } from './pages.js';

export const alarmsCalls = {
  DescribeAlarms: ['cloudwatch:DescribeAlarms'],
} as const satisfies CallTable<'cloudWatch'>;

/** DescribeAlarms takes at most this many names. */
const NAMES_A_CALL = 100;

/** CloudWatch alarms, metric and composite: one state for each name asked, in the order asked. */
export function createAlarms(connection: Connection): Alarms {
  const call = connection.calls('cloudWatch', alarmsCalls);

  const describe = async (names: string[]): Promise<[string, string][]> => {
    const pages = await allPages(
      (NextToken) =>
        call('DescribeAlarms', { AlarmNames: names, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], NextToken }),
      (page) => [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])],
      (page) => page.NextToken,
    );
    return pages.map((alarm) => [alarm.AlarmName ?? '', alarm.StateValue ?? 'INSUFFICIENT_DATA']);
  };

  return {
    async states(names) {
      const found = new Map((await Promise.all(batches(names, NAMES_A_CALL).map(describe))).flat());
      return names.map((name) => ({ name, state: stateOf(found.get(name)) }));
    },
  };
}

function stateOf(value: string | undefined): 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING' {
  if (value === undefined) return 'MISSING';
  return value === 'OK' || value === 'ALARM' ? value : 'INSUFFICIENT_DATA';
}
