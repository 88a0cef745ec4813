import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bind } from './addresses/bind.js';
import type { SandboxStatus } from './sandbox-status.js';
import { startSandbox } from './sandbox.js';
import { processesNaming } from './testing/processes.js';

jest.setTimeout(120_000);

const app = join(__dirname, '../../../apps/web/dist/revision');
const lacking = [
  ...(spawnSync('nginx', ['-v']).error ? ['nginx is not installed'] : []),
  ...(existsSync(join(app, 'appspec.yml')) ? [] : ['apps/web/dist/revision is not built']),
];
let stateDir: string;
beforeEach(() => (stateDir = realpathSync(mkdtempSync(join(tmpdir(), 'bluegreen-sandbox-nginx-')))));
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const unlessLacking = lacking.length === 0 ? it : it.skip;

unlessLacking(
  `the shipped app runs behind nginx on every instance${lacking.length > 0 ? ` (skipped: ${lacking.join(', ')})` : ''}`,
  async () => {
    const first = await addressesOfRun();
    // nginx comes back with the sandbox, too: where it was, or elsewhere when others took its addresses meanwhile.
    expect(await addressesOfRun()).toEqual(first);
    const letGo = await squatOn(first);
    try {
      const elsewhere = await addressesOfRun();
      expect(elsewhere).toHaveLength(first.length);
      expect(elsewhere.filter((address) => first.includes(address))).toEqual([]);
    } finally {
      await letGo();
    }
  },
);

/** Lets the sandbox run once, and resolves with what nginx and the workers behind it listen on. */
async function addressesOfRun(): Promise<string[]> {
  const sandbox = await startSandbox({ port: 0, instances: 1, workers: 2, timeScale: 10, app, stateDir, nginx: true });
  try {
    await expectNginx(await sandbox.status());
  } finally {
    await sandbox.stop();
  }
  expect(processesNaming(stateDir)).toEqual([]);
  return readdirSync(join(stateDir, 'instances'))
    .sort()
    .flatMap((id) => {
      const variables = readFileSync(join(stateDir, 'instances', id, 'etc/bluegreen/instance.env'), 'utf8');
      return [...variables.matchAll(/HOST=(\S+)\n\w+PORT=(\d+)/g)].map(([, host, port]) => `${host}:${port}`);
    });
}

/** Listens on every one of the addresses until told to let go. */
async function squatOn(addresses: readonly string[]): Promise<() => Promise<void>> {
  const bindings = await Promise.all(
    addresses.map((address) => bind(address.split(':')[0] ?? '', Number(address.split(':')[1]))),
  );
  const bound = bindings.filter((binding) => binding.kind === 'bound');
  expect(bound).toHaveLength(4);
  return async () => void (await Promise.all(bound.map((binding) => binding.release())));
}

async function expectNginx({ instances, productionUrl }: SandboxStatus): Promise<void> {
  expect(instances).toHaveLength(2);
  for (const { address, color, health, id } of instances) {
    const answer = await fetch(`http://${address}/version`);
    expect([answer.status, answer.headers.get('server'), health]).toEqual([
      200,
      expect.stringMatching(/^nginx/),
      'healthy',
    ]);
    expect(await answer.json()).toMatchObject({ color, instance: id, workers: [{}, {}] });
  }
  const throughBalancer = await fetch(`${productionUrl}/`);
  expect([throughBalancer.status, throughBalancer.headers.get('server')]).toEqual([
    200,
    expect.stringMatching(/^nginx/),
  ]);
}
