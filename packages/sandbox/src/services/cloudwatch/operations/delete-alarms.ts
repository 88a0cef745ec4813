import { alarmArn, type Operation } from '../context.js';
import { missingParameter, resourceNotFound } from '../errors.js';
import { texts } from '../input.js';

/** All or none. */
export const deleteAlarms: Operation = {
  resources: (input, call) => texts(input, 'AlarmNames').map((name) => alarmArn(call, name)),
  changes: true,
  handle({ alarms }, input) {
    const names = texts(input, 'AlarmNames');
    if (names.length === 0) throw missingParameter('AlarmNames');
    const unknown = names.filter((name) => !alarms.find(name));
    if (unknown.length > 0) throw resourceNotFound(`These alarms do not exist: ${unknown.join(', ')}.`);
    for (const name of names) alarms.remove(name);
    return undefined;
  },
};
