import type { WireInput } from '../service.js';
import { optionalTexts } from './read-query.js';
import { validationError } from './world.js';

const PROCESSES: readonly string[] = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
];

/** The processes a call names; all of them when it names none. @throws ValidationError */
export function readProcesses(input: WireInput): readonly string[] {
  const named = optionalTexts(input, 'ScalingProcesses') ?? [];
  const unknown = named.filter((process) => !PROCESSES.includes(process));
  if (unknown.length > 0) throw validationError(`Unknown scaling process: ${unknown.join(', ')}`);
  return named.length > 0 ? named : PROCESSES;
}
