import { eventually, fakeWorld, type FakeWorld } from '@bluegreen/sdk/testing';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';

async function act(line: string, world: FakeWorld = fakeWorld(), options = {}) {
  const cli = fakeCli({ world, ...options });
  const code = await execute(cli, line.split(' '));
  return { cli, code, world };
}

/** Runs on a terminal and answers the one question. */
async function answered(line: string, answer: string, world: FakeWorld) {
  const cli = fakeCli({ world, terminal: true, environment: { NO_COLOR: '1' } });
  const ending = execute(cli, line.split(' '));
  await eventually(() => /\[y\/N\] $/.test(cli.err()));
  cli.stdin.write(answer);
  return { cli, code: await ending, world };
}

async function switched(): Promise<FakeWorld> {
  return (await act('switch --yes')).world;
}

async function drifted(): Promise<FakeWorld> {
  const world = await switched();
  world.moveTraffic('blue');
  return world;
}

describe('bluegreen scale', () => {
  it('grows a colour unasked: progress on stderr, the result on stdout', async () => {
    const { cli, code, world } = await act('scale idle 3');
    expect([code, cli.out()]).toEqual([0, 'GREEN is at 3; 3 healthy.\n']);
    expect(cli.err()).toMatch(/GREEN: 2 -> 3 instances asked for \(minimum 0, maximum 4\)/);
    expect(world.state.colors.green.instances).toBe(3);
  });

  it('prints one JSON document with --json', async () => {
    const { cli } = await act('scale green 6 --max 6 --json');
    expect(cli.json()).toMatchObject({ changed: true, color: 'green', healthy: 6, plan: { after: { max: 6 } } });
  });

  it('names what forbids it, and how to mean it', async () => {
    const { cli, code } = await act('scale blue 0 --yes', await switched());
    expect(code).toBe(6);
    expect(cli.err()).toMatch(/CAPACITY_REFUSED: .*only way back.*\n(.*\n)*Next: .*--give-up-rollback/);
  });

  it.each([
    [
      'en',
      /^scale GREEN \(.*-green-asg\): 2 \(0 to 4\) -> 9 \(0 to 4\)\nwhy it is refused:\n {2}NG .*\n {5}Next: .*--max 9/,
    ],
    ['ko', /^GREEN 규모 변경 .*\n거부 이유:/],
  ])('prints the plan and its refusals with --dry-run (%s)', async (language, text) => {
    const { cli, code, world } = await act(`scale green 9 --dry-run --lang ${language}`);
    expect(code).toBe(0);
    expect(cli.out()).toMatch(text);
    expect(world.calls).not.toContain('capacity.resize');
  });

  it('asks before it takes instances away, showing what is lost', async () => {
    const yes = await answered('scale blue 1', 'y\n', await switched());
    expect(yes.code).toBe(0);
    expect(yes.cli.err()).toMatch(/what is lost:\n {2}A rollback would .*\n(.*\n)*Bring BLUE from 2 to 1\? \[y\/N\] /);
    expect(yes.world.state.colors.blue.instances).toBe(1);
    const no = await answered('scale blue 1', 'n\n', await switched());
    expect([no.code, no.world.state.colors.blue.instances]).toEqual([5, 2]);
  });

  it('wants --yes for that where nobody can answer', async () => {
    const { cli, code, world } = await act('scale green 1');
    expect(code).toBe(5);
    expect(cli.err()).toContain('This takes instances away');
    expect(world.state.colors.green.instances).toBe(2);
  });

  it.each(['scale', 'scale green', 'scale green many', 'scale red 1', 'scale green -1'])(
    'refuses `%s`',
    async (line) => {
      expect((await act(line)).code).toBe(2);
    },
  );
});

describe('bluegreen repair', () => {
  it('puts the recorded routes back', async () => {
    const { cli, code, world } = await act('repair --yes', await drifted());
    expect([code, cli.out(), world.live]).toEqual([0, '1 route reads as recorded again.\n', 'green']);
  });

  it('adopts the routes as they are', async () => {
    const { cli, code, world } = await act('repair --adopt --yes --json', await drifted());
    expect([code, world.live]).toEqual([0, 'blue']);
    expect(cli.json()).toMatchObject({ changed: true, adopted: true, live: 'blue' });
    expect((await act('repair', world, { terminal: true })).cli.out()).toMatch(/^Every route reads as recorded/);
  });

  it('shows both readings and asks before it adopts', async () => {
    const { cli, code } = await answered('repair --adopt', 'y\n', await drifted());
    expect(code).toBe(0);
    expect(cli.err()).toMatch(
      /drift: listener .*\n {2}recorded: bg-green 1\n {2}reads: bg-blue 1\nTake 1 changed route /,
    );
  });

  it('shows the plan and asks before it moves traffic', async () => {
    const { cli, code, world } = await answered('repair', 'n\n', await drifted());
    expect([code, world.live]).toEqual([5, 'blue']);
    expect(cli.err()).toMatch(/^repair production: BLUE -> GREEN/);
  });

  it.each(['repair --dry-run', 'plan repair'])('only prints the plan: %s', async (line) => {
    const { cli, code, world } = await act(line, await drifted());
    expect([code, world.live]).toEqual([0, 'blue']);
    expect(cli.out()).toMatch(/repair production: BLUE -> GREEN/);
  });
});

describe('suspended scaling', () => {
  it('stands in status', async () => {
    const { cli } = await act('status', fakeWorld({ suspended: { green: ['Launch', 'Terminate'] } }));
    expect(cli.out()).toMatch(/\nGREEN scaling suspended: Launch, Terminate\n/);
  });
});

describe('drift', () => {
  it('stands in status, with both ways out', async () => {
    const { cli } = await act('status', await drifted());
    expect(cli.out()).toMatch(
      /\ndrift: listener .* sends traffic otherwise than recorded\n {2}recorded: bg-green 1\n {2}reads: bg-blue 1\nNext: bluegreen repair \| bluegreen repair --adopt\n/,
    );
  });

  it('stops a switch with exit code 9', async () => {
    const { cli, code, world } = await act('switch green --yes', await drifted());
    expect([code, world.live]).toEqual([9, 'blue']);
    expect(cli.err()).toMatch(/DRIFTED: (.*\n)+Next: .*bluegreen repair --adopt/);
  });
});
