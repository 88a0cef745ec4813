import { run } from './run.js';

describe('run', () => {
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.stdout.removeAllListeners('error');
    process.stderr.removeAllListeners('error');
    process.exitCode = undefined;
  });

  it('runs a command line on this process and leaves its signals as they were', async () => {
    const before = [process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')];
    expect(await run(['version', '--json'])).toBe(0);
    expect(JSON.parse(written.join(''))).toMatchObject({ node: process.versions.node });
    expect([process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')]).toEqual(before);
  });

  it.each([
    ['stdout', 'EPIPE', undefined],
    ['stderr', 'EPIPE', undefined],
    ['stderr', 'ENOSPC', undefined],
    ['stdout', 'ENOSPC', 1],
  ] as const)('is not cut short when %s cannot be written: %s', async (stream, code, exitCode) => {
    await run(['version']);
    process[stream].emit('error', Object.assign(new Error('write'), { code }));
    expect(process.exitCode).toBe(exitCode);
  });
});
