import { BlueGreen, isBlueGreenError, run, type ColorChoice } from '@bluegreen/sdk';
import type { Racer } from './worker.js';

/** A racer whose commands are calls of the SDK in this very process, over one connection. */
export async function sdkRacer(
  name: string,
  environment: NodeJS.ProcessEnv,
  keyPair: { readonly accessKeyId: string; readonly secretAccessKey: string },
): Promise<Racer & { close(): void }> {
  const { accessKeyId, secretAccessKey } = keyPair;
  const env = { ...environment, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const bluegreen = await BlueGreen.connect({ env, cwd: '/', surface: 'sdk' });
  return {
    ...{ name, accessKeyId },
    close: () => bluegreen.close(),
    async carryOut([verb]) {
      try {
        await act(bluegreen, verb ?? 'status');
        return { code: 0, said: '' };
      } catch (error) {
        const code = isBlueGreenError(error) ? error.exitCode : 1;
        return { code, said: error instanceof Error ? `${error.name} ${error.message}` : String(error) };
      }
    },
  };
}

async function act(bluegreen: BlueGreen, verb: string): Promise<void> {
  const to: ColorChoice = 'idle';
  if (verb === 'switch') await run(bluegreen.switch({ to }));
  else if (verb === 'rollback') await run(bluegreen.rollback());
  else await run(bluegreen.status());
}
