import type { ConfigExplanation } from '@bluegreen/sdk';
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import type { Row } from '../renderers/table.js';
import type { Words } from '../words/words.js';

export function configCommand(cli: CliContext): CommandUnknownOpts {
  const config = new Command('config').description('Show the settings in force and where each comes from.');
  config
    .command('explain')
    .description('Print each setting, its value, the source that won and the ones it overrode.')
    .argument('[key]', 'only this setting')
    .addHelpText('after', '\nExamples:\n  $ bluegreen config explain\n  $ bluegreen config explain bucket')
    .action(async (key) => {
      const bluegreen = await cli.connect();
      const settings = bluegreen.explainConfig(key);
      if (key !== undefined && settings.length === 0) throw await unknownSetting(key, bluegreen.explainConfig());
      cli.print(settings, () => cli.table(settings.map((setting) => rowOf(setting, cli.words()))));
    });
  return config;
}

function rowOf({ key, value, source, overridden }: ConfigExplanation, words: Words): Row {
  return [key, value, source, overridden.map((other) => words.overrides(other.source)).join(', ')];
}

async function unknownSetting(key: string, settings: readonly ConfigExplanation[]): Promise<Error> {
  const { BlueGreenError } = await import('@bluegreen/sdk');
  return new BlueGreenError('USAGE_INVALID', `There is no setting "${key}".`, 'Run `bluegreen config explain`.', {
    evidence: settings.map((setting) => setting.key),
  });
}
