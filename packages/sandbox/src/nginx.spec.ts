import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    const options = { port: 0, instances: 1, workers: 2, timeScale: 10, app, stateDir, nginx: true };
    // Twice: nginx comes back with the sandbox, too.
    for (let round = 1; round <= 2; round += 1) {
      const sandbox = await startSandbox(options);
      try {
        await expectNginx(await sandbox.status());
      } finally {
        await sandbox.stop();
      }
      expect(processesNaming(stateDir)).toEqual([]);
    }
  },
);

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
