import { join } from 'node:path';
import { appLanes, startLoad } from '@bluegreen/steady-load';
import { judgeLoad } from '../check/judge-load.js';
import { startRig, type Rig } from '../rig/rig.js';
import { crashTrial } from './crash-trial.js';
import { sweep } from './sweep.js';
import { VERBS } from './verbs.js';

jest.setTimeout(180_000);

const ROOT = join(__dirname, '../../../..');
const cli = process.env['LAB_CLI'] ?? join(ROOT, 'apps/cli/bin/bluegreen.cjs');

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    cli,
    app: join(ROOT, 'apps/web/dist/revision'),
    startLoad: (options) => startLoad(options, appLanes()),
  });
});
afterAll(() => rig.stop());

it('a switch that is killed around each of its changes leaves one live colour and nothing open', async () => {
  const verb = VERBS.find(({ name }) => name === 'switch')!;
  const result = await sweep(rig, verb, crashTrial, {
    until: Infinity,
    say: () => undefined,
    to: 8,
  });
  const ledger = await rig.load.stop();
  expect([...result.violations, ...judgeLoad(ledger, result.episodes)]).toEqual([]);
  expect(result.kills).toBe(8);
});
