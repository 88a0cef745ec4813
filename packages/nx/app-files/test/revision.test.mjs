// Starts the very file that is deployed, and asks it what the load balancer and the validation will ask.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const server = join(import.meta.dirname, '../dist/revision/server.cjs');
let home;
let child;
let url;

before(async () => {
  home = mkdtempSync(join(tmpdir(), 'revision-'));
  mkdirSync(join(home, 'logs'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const settings = { BLUEGREEN_APP_HOME: home, BLUEGREEN_LISTEN_PORT: String(port), BLUEGREEN_WORKERS: '1' };
  child = spawn(process.execPath, [server], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
});

after(async () => {
  child.kill('SIGTERM');
  await once(child, 'exit');
  rmSync(home, { recursive: true, force: true });
});

for (const path of ['/health', '/health/deep', '/version', '/']) {
  test(`answers ${path}`, async () => {
    assert.equal((await fetch(url + path)).status, 200);
  });
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
