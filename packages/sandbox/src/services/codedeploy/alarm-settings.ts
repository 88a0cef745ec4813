import type { WireInput } from '../service.js';
import { codeDeployError } from './errors.js';
import { optionalFlag, optionalRecord, optionalRecords, optionalText } from './read-input.js';
import type { AlarmConfiguration } from './state.js';

const MAX_ALARMS = 10;
const MAX_NAME = 255;

/** Reads an alarm configuration; undefined when it is not given. @throws InvalidAlarmConfig, AlarmsLimitExceeded */
export function readAlarms(input: WireInput, member: string): AlarmConfiguration | undefined {
  const configuration = optionalRecord(input, member);
  if (!configuration) return undefined;
  const enabled = optionalFlag(configuration, 'enabled') ?? false;
  const ignorePollAlarmFailure = optionalFlag(configuration, 'ignorePollAlarmFailure') ?? false;
  const names = (optionalRecords(configuration, 'alarms') ?? []).map((alarm) => optionalText(alarm, 'name') ?? '');
  if (names.length > MAX_ALARMS) {
    throw codeDeployError('AlarmsLimitExceeded', `A deployment group has at most ${MAX_ALARMS} alarms`);
  }
  const problem = problemOf(names, enabled);
  if (problem) throw codeDeployError('InvalidAlarmConfig', problem);
  return { enabled, ignorePollAlarmFailure, alarms: names.map((name) => ({ name })) };
}

function problemOf(names: readonly string[], enabled: boolean): string | undefined {
  if (names.some((name) => name === '' || name.length > MAX_NAME)) {
    return `Each alarm needs a name of 1 to ${MAX_NAME} characters`;
  }
  if (new Set(names).size < names.length) return 'Two alarms have the same name';
  return enabled && names.length === 0 ? 'Alarms are enabled, but none is named' : undefined;
}
