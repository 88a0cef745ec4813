import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const REVISION = join(__dirname, '../../dist/revision');
const BIN = join(__dirname, '../../../../node_modules/.bin');
export const DIGEST = 'b'.repeat(64);

export interface TemporaryHost {
  readonly root: string;
  readonly url: string;
  /** Where the workers listen behind nginx. */
  readonly appPort: number;
  /** Starts nginx alone, without the app. */
  startNginx(): Promise<string>;
  /** Runs one of the revision's hooks as the CodeDeploy agent would; rejects with its output when it fails. */
  hook(name: string): Promise<string>;
  pm2(...words: string[]): Promise<string>;
  close(): Promise<void>;
}

/** A folder that looks like a host: the revision installed, instance.env written, its own PM2 home. */
export async function temporaryHost(options: {
  nginx: boolean;
  workers: number;
  server?: string;
}): Promise<TemporaryHost> {
  // A name that shells, sed and PM2 stumble over, because a user's folder may be called so.
  const root = mkdtempSync(join(tmpdir(), 'web host & 서버 '));
  const current = join(root, 'opt/bluegreen-app/current');
  const [port, appPort] = [await freePort(), await freePort()];
  mkdirSync(join(root, 'etc/bluegreen'), { recursive: true });
  cpSync(REVISION, current, { recursive: true });
  if (options.server) cpSync(options.server, join(current, 'server.cjs'));
  writeFileSync(join(current, 'release.json'), JSON.stringify({ release: 'v1', commit: 'abc' }));
  writeFileSync(
    join(root, 'etc/bluegreen/instance.env'),
    [
      'BLUEGREEN_COLOR=blue',
      'BLUEGREEN_INSTANCE=i-1',
      'BLUEGREEN_HOST=127.0.0.1',
      `BLUEGREEN_PORT=${port}`,
      `BLUEGREEN_WORKERS=${options.workers}`,
      `BLUEGREEN_NGINX=${options.nginx ? 'on' : 'off'}`,
      'BLUEGREEN_APP_HOST=127.0.0.1',
      `BLUEGREEN_APP_PORT=${appPort}`,
    ].join('\n'),
  );
  const environment = {
    PATH: [BIN, dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: root,
    BLUEGREEN_ROOT: root,
    PM2_HOME: join(root, 'var/lib/bluegreen/pm2'),
    PM2_DISABLE_VERSION_CHECK: 'true',
    BLUEGREEN_APP_HOME: join(root, 'opt/bluegreen-app'),
    BUNDLE_KEY: `releases/bluegreen-app/v1-${DIGEST}.zip`,
  };
  const execute = async (file: string, words: string[]) => {
    const { stdout, stderr } = await run(file, words, { env: environment, cwd: '/', timeout: 60_000 });
    return stdout + stderr;
  };
  const host: TemporaryHost = {
    root,
    url: `http://127.0.0.1:${port}`,
    appPort,
    startNginx: () => execute('nginx', ['-c', join(root, 'etc/nginx/nginx.conf')]),
    hook: (name) => execute(join(current, 'hooks', `${name}.sh`), []),
    pm2: (...words) => execute(join(BIN, 'pm2'), words),
    async close() {
      await host.hook('stop');
      const pidFile = join(root, 'run/nginx.pid');
      if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGTERM');
      rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
  return host;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
