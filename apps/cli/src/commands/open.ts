import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';

const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };

export function openCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('open')
    .description('Print the URL of what is live, and open it in a browser where there is one.')
    .option('--print', 'print the URL and open nothing', false)
    .addHelpText('after', '\nExamples:\n  $ bluegreen open\n  $ bluegreen open --print')
    .action(async ({ print }) => {
      const { config } = await cli.connect();
      cli.print({ url: config.productionUrl }, () => config.productionUrl);
      const opener = OPENERS[process.platform];
      if (print || !opener || cli.stdout.isTTY !== true) return;
      const { spawn } = await import('node:child_process');
      // No shell: the URL is one argument. A machine without a browser has the URL on its screen.
      const child = spawn(opener, [config.productionUrl], { detached: true, stdio: 'ignore' });
      child.on('error', () => undefined);
      child.unref();
    });
}
