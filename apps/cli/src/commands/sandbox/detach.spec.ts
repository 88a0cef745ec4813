import { eventually } from '@bluegreen/sdk/testing';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeCli } from '../../testing/fake-cli.js';
import { upDetached } from './detach.js';

/** Logs go below it, for `TMPDIR` points there. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bluegreen-detach-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a script as the sandbox. */
function start(script: string) {
  const file = join(folder, 'child.cjs');
  writeFileSync(file, script);
  const cli = fakeCli({ environment: { ...process.env, TMPDIR: folder } });
  const heard: string[] = [];
  return { cli, heard, started: upDetached(cli, [file], (text) => heard.push(text)) };
}

const logs = () => readdirSync(folder).filter((name) => name.startsWith('bluegreen-sandbox-log-'));

describe('upDetached', () => {
  it('passes progress on, returns once the child is ready, and leaves it running', async () => {
    const { started, heard } = start(`
      console.log('hello');
      process.send({ kind: 'progress', text: 'instances run' });
      process.send({ kind: 'ready', endpoint: 'http://127.0.0.1:' + process.pid });
      setTimeout(() => process.exit(1), 10_000);
    `);
    const { endpoint, log } = await started;
    const pid = Number(new URL(endpoint).port);
    try {
      expect(heard).toEqual(['instances run']);
      expect(readFileSync(log, 'utf8')).toBe('hello\n');
      expect(logs()).toHaveLength(1);
      expect(process.kill(pid, 0)).toBe(true);
    } finally {
      process.kill(pid, 'SIGKILL');
    }
  });

  it('fails with what the child reported', async () => {
    const { started } = start(`
      const error = { code: 'USAGE_INVALID', message: 'Port 4566 is taken.', next: 'Take another.', evidence: ['by pid 1'] };
      process.send({ kind: 'failed', error });
      process.exitCode = 2;
      process.disconnect();
    `);
    await expect(started).rejects.toMatchObject({
      ...{ code: 'USAGE_INVALID', message: 'Port 4566 is taken.', next: 'Take another.', evidence: ['by pid 1'] },
    });
    expect(logs()).toEqual([]);
  });

  it.each([
    ['exits', 'process.exit(9)', 'The sandbox ended before it was ready (9).'],
    ['is killed', "process.kill(process.pid, 'SIGKILL')", 'The sandbox ended before it was ready (SIGKILL).'],
  ])('fails with the tail of its log when the child %s without a word', async (_name, end, message) => {
    const lines = "for (let line = 1; line <= 30; line += 1) require('fs').writeSync(2, 'line ' + line + '\\n');";
    const { started } = start(`${lines} ${end}`);
    const error = await started.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'INTERNAL', message, next: expect.stringContaining('without --detach') });
    const { evidence } = error as { evidence: readonly string[] };
    expect([evidence.length, evidence[0], evidence.at(-1)]).toEqual([20, 'line 11', 'line 30']);
    expect(logs()).toEqual([]);
  });

  it('stops the child when it is interrupted before that one is ready', async () => {
    const { cli, started, heard } = start(
      `
        process.on('SIGTERM', () => {
          process.send({ kind: 'failed', error: { code: 'ABORTED', message: 'Stopped.', next: 'Look.', evidence: [] } });
          process.disconnect();
          clearTimeout(alive);
        });
        const alive = setTimeout(() => process.exit(1), 10_000);
        process.send({ kind: 'progress', text: 'starts' });
      `,
    );
    await eventually(() => heard.length > 0);
    cli.kill('SIGINT');
    await expect(started).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('kills a child that does not stop when it is told to', async () => {
    const { cli, started, heard } = start(`
      process.on('SIGTERM', () => process.send({ kind: 'progress', text: 'no' }));
      setTimeout(() => process.exit(1), 10_000);
      process.send({ kind: 'progress', text: 'starts' });
    `);
    await eventually(() => heard.length > 0);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      cli.kill('SIGINT');
      jest.advanceTimersByTime(20_000);
    } finally {
      jest.useRealTimers();
    }
    await expect(started).rejects.toMatchObject({ message: 'The sandbox ended before it was ready (SIGKILL).' });
    expect(logs()).toEqual([]);
  });
});
