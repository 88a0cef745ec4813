import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { colorArgument } from '../options/color.js';
import { duration } from '../options/duration.js';

export function validateCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('validate')
    .description('Ask /health, /health/deep and /version through the load balancer.')
    .addArgument(
      colorArgument('colour to ask; the idle one answers through the test listener').default('live' as const),
    )
    .option('--release <name>', 'fail unless this release answers')
    .option('--timeout <duration>', 'bound on the whole check', duration)
    .addHelpText('after', '\nExamples:\n  $ bluegreen validate\n  $ bluegreen validate idle --release v2')
    .action(async (color, { release, timeout }) => {
      const result = await cli.read((bluegreen) => bluegreen.validate({ color, release, timeoutMs: timeout }));
      cli.print(result, () => {
        const rows = result.checks.map(({ ok, path, status, detail }) => [
          ok ? 'OK' : 'NG',
          path,
          status === null ? null : String(status),
          detail,
        ]);
        return [result.url, cli.table(rows)].join('\n');
      });
      if (result.ok) return;
      const { ERROR_CODES } = await import('@bluegreen/sdk');
      cli.exitCode = ERROR_CODES.VALIDATION_FAILED;
      cli.say(cli.words().invalid);
      cli.suggest('bluegreen status');
    });
}
