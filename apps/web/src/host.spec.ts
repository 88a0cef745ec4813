import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { steadyLoad } from './testing/steady-load.js';
import { DIGEST, type TemporaryHost, temporaryHost } from './testing/temporary-host.js';

// Real hook scripts, a real PM2 cluster and, where it is installed, a real nginx.
jest.setTimeout(120_000);

const nginxInstalled = spawnSync('nginx', ['-v']).status === 0;
const withNginx = nginxInstalled ? describe : describe.skip;
const WORKERS = 2;

async function install(host: TemporaryHost): Promise<void> {
  for (const hook of ['stop', 'before-install', 'after-install', 'start']) await host.hook(hook);
}

describe.each([['PM2 alone', false], ...(nginxInstalled ? [['nginx before PM2', true] as [string, boolean]] : [])])(
  'a host with %s',
  (_name, nginx) => {
    let host: TemporaryHost;
    beforeAll(async () => {
      host = await temporaryHost({ nginx, workers: WORKERS });
      await install(host);
    });
    afterAll(() => host.close());

    it('serves the release that was installed, by name, digest and worker', async () => {
      expect(await host.hook('validate')).toContain(`All ${WORKERS} workers run v1`);
      const version = (await (await fetch(`${host.url}/version`)).json()) as object;
      expect(version).toMatchObject({ release: 'v1', commit: 'abc', digest: DIGEST, color: 'blue', instance: 'i-1' });
      expect(version).toMatchObject({
        workers: [
          { worker: 0, release: 'v1' },
          { worker: 1, release: 'v1' },
        ],
      });
    });

    it('writes its logs where the guide looks for them', () => {
      const log = readFileSync(join(host.root, 'opt/bluegreen-app/logs/application.log'), 'utf8');
      expect(log).toContain('"message":"listening"');
      expect(existsSync(join(host.root, 'opt/bluegreen-app/logs/pm2.log'))).toBe(true);
      expect(readFileSync(join(host.root, 'etc/logrotate.d/bluegreen-app'), 'utf8')).toContain(host.root);
    });

    it('loses no request while PM2 reloads every worker', async () => {
      const load = steadyLoad(`${host.url}/version`, 8);
      await load.reached(50);
      await host.pm2('reload', 'bluegreen-app', '--silent');
      const { answered, failures } = await load.stop();
      expect(failures).toEqual([]);
      expect(answered).toBeGreaterThan(50);
    });

    it('fails validation when a worker runs another release than the one installed', async () => {
      await host.hook('validate');
      const file = join(host.root, 'opt/bluegreen-app/run/identity.json');
      const recorded = readFileSync(file, 'utf8');
      writeFileSync(file, recorded.replace('"v1"', '"v2"'));
      await expect(host.hook('validate')).rejects.toThrow(/runs v1 .*not v2/);
      writeFileSync(file, recorded);
    });
  },
);

describe('an app with the naive way to stop', () => {
  it('loses requests in a reload, which is why ours does more', async () => {
    const host = await temporaryHost({
      nginx: false,
      workers: WORKERS,
      server: join(__dirname, '../fixtures/naive-server.cjs'),
    });
    try {
      await install(host);
      const load = steadyLoad(`${host.url}/`, 32);
      await load.reached(200);
      await host.pm2('reload', 'bluegreen-app', '--silent');
      expect((await load.stop()).failures.length).toBeGreaterThan(0);
    } finally {
      await host.close();
    }
  });
});

withNginx('the nginx site', () => {
  it('is served from where the host is now, and a pid file that outlived its nginx does not hinder it', async () => {
    const host = await temporaryHost({ nginx: true, workers: 1 });
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      await host.hook('after-install');
      writeFileSync(join(host.root, 'run/nginx.pid'), String(stranger.pid));
      const variables = join(host.root, 'etc/bluegreen/instance.env');
      const swapped: Record<string, string> = { PORT: 'APP_PORT', APP_PORT: 'PORT' };
      const exchange = (_line: string, name: string) => `BLUEGREEN_${swapped[name]}=`;
      writeFileSync(variables, readFileSync(variables, 'utf8').replace(/BLUEGREEN_(PORT|APP_PORT)=/g, exchange));
      await host.hook('start');
      const { status, headers } = await fetch(`http://127.0.0.1:${host.appPort}/version`);
      expect([status, headers.get('server')]).toEqual([200, expect.stringMatching(/^nginx/)]);
      expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null]);
    } finally {
      stranger.kill();
      await host.close();
    }
  });

  it('sends request after request over one warm connection to the app', async () => {
    const host = await temporaryHost({ nginx: true, workers: 1 });
    let connections = 0;
    const app = createServer((_request, response) => response.end('ok')).on('connection', () => (connections += 1));
    app.listen(host.appPort, '127.0.0.1');
    try {
      await host.hook('after-install');
      await host.startNginx();
      for (let index = 0; index < 20; index += 1) await (await fetch(`${host.url}/version`)).text();
      expect(connections).toBe(1);
    } finally {
      await host.close();
      app.closeAllConnections();
      app.close();
    }
  });
});
