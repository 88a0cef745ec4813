import { BlueGreen, run, type Attempt } from '@bluegreen/sdk';
import { fakeWorld } from '@bluegreen/sdk/testing';
import { execute } from '../execute.js';
import { fakeCli, type FakeCliOptions } from '../testing/fake-cli.js';

const REFUSED: Attempt = {
  at: '2026-01-05T03:00:00.000Z',
  owner: '@vi (U0VI)',
  surface: 'slack',
  link: 'https://team.slack.com/archives/C0DEPLOYS/p1795486949373000',
  asked: 'rollback \u001b[2J',
  outcome: 'refused',
  code: 'FORBIDDEN',
  request: null,
};

async function attempted(line: string, attempts: readonly Attempt[], options: FakeCliOptions = {}) {
  const world = fakeWorld();
  for (const attempt of attempts) await run(BlueGreen.over(world.ctx).recordAttempt(attempt));
  const cli = fakeCli({ world, ...options });
  return { cli, code: await execute(cli, line.split(' ')) };
}

describe('bluegreen history --attempts', () => {
  it('shows who tried what, refused ones too, and where', async () => {
    const accepted = {
      ...REFUSED,
      at: '2026-01-05T03:01:00.000Z',
      asked: 'switch',
      outcome: 'accepted',
      code: null,
    } as const;
    const { cli, code } = await attempted('history --attempts', [REFUSED, accepted]);
    expect(code).toBe(0);
    const rows = cli
      .out()
      .split('\n')
      .slice(0, -1)
      .map((row) => row.split('\t').slice(1, 6));
    expect(rows.map(([owner, surface, , ...rest]) => [owner, surface, ...rest])).toEqual([
      ['@vi (U0VI)', 'slack', 'accepted', ''],
      ['@vi (U0VI)', 'slack', 'refused', 'FORBIDDEN'],
    ]);
    expect(cli.out()).toContain(REFUSED.link);
    expect(cli.out()).not.toContain('\u001b');
  });

  it('gives programs all that is on record', async () => {
    const { cli } = await attempted('history --attempts --json', [REFUSED]);
    expect(cli.json()).toEqual([{ ...REFUSED, asked: 'rollback  [2J' }]);
  });

  it('says so when there is none', async () => {
    expect((await attempted('history --attempts', [])).cli.err()).toBe('No attempt is on record yet.\n');
  });
});
