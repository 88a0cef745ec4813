import type { StackDescription } from '@bluegreen/sdk';
import type { StackPlace } from './connect-stack.js';

/** What `bluegreen.yaml` needs to say for an environment on the shipped stack: all else is read from its outputs. */
export function environmentFile(
  { project, environment, region }: StackPlace,
  { name, outputs }: StackDescription,
): string {
  const found = Object.entries(outputs).map(([key, value]) => `    #   ${key}: ${value}`);
  return [
    '# Where bluegreen finds things. A flag or a BLUEGREEN_* variable is stronger than this file, and this file is',
    '# stronger than the outputs of the stack; `bluegreen config explain` says which source won for each setting.',
    `project: ${project}`,
    `region: ${region}`,
    '',
    'environments:',
    `  ${environment}:`,
    `    stack: ${name}`,
    '    # What the stack says now; written out only for you to read:',
    ...found,
    '    #',
    '    # Alarms that have to be quiet before traffic moves:',
    '    # alarms: [too-many-errors]',
    '',
  ].join('\n');
}
