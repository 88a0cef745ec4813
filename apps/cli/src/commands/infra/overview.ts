import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { withInfrastructure } from '../../infra/connect-stack.js';
import { statusData, statusText } from '../../renderers/status-text.js';

export function overviewCommands(cli: CliContext): CommandUnknownOpts[] {
  const status = new Command('status')
    .description('Show the stack and all that stands on it: listeners, groups, capacity, health, deployments, alarms.')
    .addHelpText('after', '\nExamples:\n  $ bluegreen infra status')
    .action(async () => {
      const { stack, environment, alarms } = await overview(cli);
      const data = {
        stack: { name: stack.name, status: stack.status, reason: stack.reason },
        environment: statusData(environment),
        alarms,
      };
      cli.print(data, () => {
        const listeners = environment.listeners.map(({ arn }) => ['listener', arn]);
        const rows = [['stack', `${stack.name} ${stack.status}`], ...listeners, ['alarms', alarms]];
        return [cli.table(rows), '', statusText(environment, cli.words(), cli.table)].join('\n');
      });
    });
  const outputs = new Command('outputs')
    .description("Print the stack's outputs.")
    .addHelpText('after', '\nExamples:\n  $ bluegreen infra outputs\n  $ bluegreen infra outputs --query ListenerArn')
    .action(async () => {
      const { outputs: found } = await withInfrastructure(cli, ({ describe }, { stack }) => existing(stack, describe));
      cli.print(found, () => cli.table(Object.entries(found)));
    });
  return [status, outputs];
}

async function overview(cli: CliContext) {
  const stack = await withInfrastructure(cli, ({ describe }, place) => existing(place.stack, describe));
  const environment = await cli.read((bluegreen) => bluegreen.status());
  const plan = await cli.read((bluegreen) => bluegreen.plan({ verb: 'switch' }));
  const { describeGate } = await import('@bluegreen/sdk');
  const gate = plan.gates.find((verdict) => verdict.gate === 'alarms-quiet');
  return { stack, environment, alarms: gate ? describeGate(gate, cli.language()).summary : '' };
}

async function existing<Stack>(name: string, describe: (stack: string) => Promise<Stack | null>): Promise<Stack> {
  const found = await describe(name);
  if (found) return found;
  const { BlueGreenError } = await import('@bluegreen/sdk');
  throw new BlueGreenError('RESOURCE_MISSING', `There is no stack ${name}.`, 'Make it: `bluegreen infra deploy`.');
}
