import { BlueGreen } from '@bluegreen/sdk';
import type { FakeWorld } from '@bluegreen/sdk/testing';
import { PassThrough, Writable } from 'node:stream';
import { createCliContext, type CliContext, type CliStreams } from '../cli-context.js';

export interface FakeCli extends CliContext {
  readonly stdin: PassThrough & { isTTY: boolean };
  readonly out: () => string;
  readonly err: () => string;
  /** What stdout holds, as the one JSON document that it must be. */
  readonly json: () => unknown;
  /** As if the process had been sent this signal. */
  readonly kill: (signal: NodeJS.Signals) => void;
}

export interface FakeCliOptions extends Partial<Pick<CliStreams, 'directory' | 'tellParent'>> {
  /** Whether stdin, stdout and stderr are one. */
  readonly terminal?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
  /** Environment that `connect` leads to. */
  readonly world?: FakeWorld;
}

/** A CLI context whose streams are kept, with no terminal unless asked for. */
export function fakeCli(options: FakeCliOptions = {}): FakeCli {
  const { terminal = false, environment = {}, directory = '/', tellParent, world } = options;
  const [stdout, out] = kept(terminal);
  const [stderr, err] = kept(terminal);
  const stdin = Object.assign(new PassThrough(), { isTTY: terminal });
  const stopping = new AbortController();
  const streams = { stdout, stderr, stdin, environment, directory, tellParent, signal: stopping.signal };
  const cli = createCliContext(streams);
  if (world) cli.connect = () => Promise.resolve(BlueGreen.over(world.ctx));
  return Object.assign(cli, {
    ...{ stdin, out, err },
    json: () => JSON.parse(out()) as unknown,
    kill: (signal: NodeJS.Signals) => {
      stopping.abort(new Error(signal));
      world?.abort();
    },
  });
}

function kept(isTTY: boolean): [Writable & { isTTY: boolean }, () => string] {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return [Object.assign(stream, { isTTY }), () => text];
}
