import type { SandboxControl } from '@bluegreen/sandbox';
import { Command } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { port } from '../../options/number.js';

export const DEFAULT_PORT = 4566;

/** A command about the running sandbox that listens on `--port`. */
export function controlCommand(name: string) {
  return new Command(name).option('--port <port>', 'port of its AWS endpoint', port, DEFAULT_PORT);
}

/** The sandbox that listens on this port. @throws ENDPOINT_UNREACHABLE when none does. */
export async function sandboxOn(cli: CliContext, wanted: number): Promise<SandboxControl> {
  const { controlOf } = await cli.loadSandbox();
  const control = controlOf(`http://127.0.0.1:${wanted}`);
  try {
    await control.status();
    return control;
  } catch (cause) {
    const { BlueGreenError } = await import('@bluegreen/sdk');
    throw new BlueGreenError(
      'ENDPOINT_UNREACHABLE',
      `No sandbox answers on port ${wanted}.`,
      `Start one: bluegreen sandbox up --port ${wanted} --detach`,
      { cause, evidence: cause instanceof Error ? [cause.message] : [] },
    );
  }
}
