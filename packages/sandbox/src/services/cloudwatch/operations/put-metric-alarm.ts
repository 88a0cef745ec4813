import { parseAlarm } from '../alarms/alarm.js';
import { alarmArn, type Operation } from '../context.js';
import { text } from '../input.js';

export const putMetricAlarm: Operation = {
  resources: (input, call) => [alarmArn(call, text(input, 'AlarmName') ?? '*')],
  changes: true,
  handle({ alarms }, input) {
    alarms.put(parseAlarm(input));
    return undefined;
  },
};
