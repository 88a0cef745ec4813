import type { ConnectOptions } from '@bluegreen/sdk';
import { fakeWorld, revisionFolder } from '@bluegreen/sdk/testing';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';
import { fakeSandbox } from '../testing/fake-sandbox.js';

let revision: Awaited<ReturnType<typeof revisionFolder>>;
beforeEach(async () => {
  revision = await revisionFolder();
});
afterEach(() => revision.remove());

describe('bluegreen demo', () => {
  it.each([
    ['the app cannot be deployed', undefined, 6],
    ['it is interrupted', 'SIGINT', 130],
    ['it is terminated', 'SIGTERM', 143],
  ] as const)('stops its sandbox when %s', async (_name, signal, expected) => {
    const sandbox = fakeSandbox();
    const cli = fakeCli({ world: fakeWorld({ instances: { green: 0 } }) });
    cli.loadSandbox = () => Promise.resolve({ ...sandbox, startSandbox: start });
    const start: typeof sandbox.startSandbox = async (options) => {
      const started = await sandbox.startSandbox(options);
      if (signal) cli.kill(signal);
      return started;
    };
    expect(await execute(cli, ['demo', '--app', revision.path, '--json'])).toBe(expected);
    expect(sandbox.starts).toMatchObject([{ port: 0, empty: true }]);
    expect(sandbox.running).toBe(false);
    expect(cli.json()).toHaveProperty('error.code');
  });

  it('knows its sandbox alone, whatever this machine is set up for', async () => {
    const cli = fakeCli({ environment: { USER: 'jane', BLUEGREEN_BUCKET: 'real', AWS_PROFILE: 'production' } });
    const given: (ConnectOptions | undefined)[] = [];
    cli.loadSandbox = () => Promise.resolve(fakeSandbox());
    cli.connect = (options) => {
      given.push(options);
      return Promise.reject(new Error('enough'));
    };
    await execute(cli, ['demo']);
    const env = { USER: 'jane', AWS_ENDPOINT_URL: 'http://127.0.0.1:4570' };
    expect(given).toMatchObject([{ cwd: '/state', surface: 'demo' }]);
    expect(given[0]!.env).toEqual(env);
  });

  it('is over when the sandbox does not start', async () => {
    const cli = fakeCli();
    cli.loadSandbox = () => Promise.resolve(fakeSandbox({ refusal: new Error('no loopback') }));
    expect(await execute(cli, ['demo'])).toBe(1);
    expect(cli.err()).toMatch(/OK Start the sandbox: (.|\n)*no loopback/);
  });
});
