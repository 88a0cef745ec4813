import { ALARM_STATES } from '../alarms/alarm.js';
import { alarmShape } from '../alarms/alarm-shape.js';
import { alarmArn, type Operation } from '../context.js';
import { invalidCombination, notInSandbox } from '../errors.js';
import { choice, count, text, texts } from '../input.js';
import { paginate } from '../pagination.js';

/** Names that do not exist are left out, as on AWS. */
export const describeAlarms: Operation = {
  resources: (input, call) => {
    const names = texts(input, 'AlarmNames');
    return names.length > 0 ? names.map((name) => alarmArn(call, name)) : [alarmArn(call, '*')];
  },
  handle({ alarms }, input) {
    for (const member of ['ChildrenOfAlarmName', 'ParentsOfAlarmName']) {
      if (text(input, member) !== undefined) throw notInSandbox('composite alarms');
    }
    const names = texts(input, 'AlarmNames');
    const prefix = text(input, 'AlarmNamePrefix');
    if (names.length > 0 && prefix !== undefined) {
      throw invalidCombination('AlarmNames and AlarmNamePrefix cannot be given together.');
    }
    const state = choice(input, 'StateValue', ALARM_STATES);
    const actionPrefix = text(input, 'ActionPrefix');
    const types = texts(input, 'AlarmTypes');
    const found = alarms.list().filter((alarm) => {
      const actions = [...alarm.alarmActions, ...alarm.okActions, ...alarm.insufficientDataActions];
      return (
        (names.length === 0 || names.includes(alarm.name)) &&
        (prefix === undefined || alarm.name.startsWith(prefix)) &&
        (state === undefined || alarm.state === state) &&
        (actionPrefix === undefined || actions.some((action) => action.startsWith(actionPrefix))) &&
        (types.length === 0 || types.includes('MetricAlarm'))
      );
    });
    const { page, nextToken } = paginate(input, found, count(input, 'MaxRecords', 100) ?? 50);
    return { MetricAlarms: page.map(alarmShape), CompositeAlarms: [], NextToken: nextToken };
  },
};
