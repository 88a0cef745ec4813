import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { colorArgument } from '../options/color.js';
import { diagnosisText } from '../renderers/diagnosis-text.js';
import { eventRows } from '../renderers/event-rows.js';

export function diagnoseCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('diagnose')
    .description('Say why a deployment failed: instance, event, script, last words, likely cause and what to do.')
    .argument('[deployment]', 'such as d-A1B2C3D4E; without it, the newest of the colour')
    .option('--color <name>', 'colour whose newest deployment is looked at: blue, green, idle or live', 'idle')
    .addHelpText('after', '\nExamples:\n  $ bluegreen diagnose\n  $ bluegreen diagnose d-A1B2C3D4E --json')
    .action(async (deploymentId, { color }) => {
      // Checked by the SDK, which names the right ones.
      const input = { deploymentId, color: color as 'idle' };
      const diagnosis = await cli.read((bluegreen) => bluegreen.diagnose(input));
      const text = await diagnosisText(diagnosis, cli);
      cli.print(diagnosis, () => text);
    });
}

export function logsCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('logs')
    .description(
      "List every lifecycle event of a colour's newest deployment with what its scripts said, and where the rest is.",
    )
    .addArgument(colorArgument('colour whose deployment is shown').default('idle' as const))
    .addHelpText('after', '\nExamples:\n  $ bluegreen logs\n  $ bluegreen logs green --json')
    .action(async (color) => {
      const { LOG_PLACES } = await import('@bluegreen/sdk');
      const { deploymentId, status, instances } = await cli.read((bluegreen) => bluegreen.diagnose({ color }));
      const words = cli.words().diagnosis;
      cli.print({ deploymentId, status, instances, places: LOG_PLACES }, () => {
        if (deploymentId === null) return words.never;
        const places = LOG_PLACES.map(({ path, tells }) => [path, tells]);
        return [`${deploymentId} ${status}`, cli.table(eventRows(instances)), words.places, cli.table(places)].join(
          '\n',
        );
      });
    });
}
