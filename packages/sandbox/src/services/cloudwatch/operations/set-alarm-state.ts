import { ALARM_STATES } from '../alarms/alarm.js';
import { alarmArn, type Operation } from '../context.js';
import { invalidValue, resourceNotFound } from '../errors.js';
import { requiredText, text } from '../input.js';

/** Holds until the alarm is evaluated again. */
export const setAlarmState: Operation = {
  resources: (input, call) => [alarmArn(call, text(input, 'AlarmName') ?? '*')],
  changes: true,
  handle({ alarms }, input) {
    const name = requiredText(input, 'AlarmName');
    const value = requiredText(input, 'StateValue');
    const state = ALARM_STATES.find((candidate) => candidate === value);
    if (!state) throw invalidValue(`The parameter StateValue must be one of ${ALARM_STATES.join(', ')}.`);
    const reason = requiredText(input, 'StateReason');
    if (!alarms.find(name)) throw resourceNotFound(`The alarm ${name} does not exist.`);
    alarms.setState(name, state, reason, text(input, 'StateReasonData'));
    return undefined;
  },
};
