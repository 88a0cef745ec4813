import { fakeWorld, type FakeWorld, type FakeWorldOptions } from '@bluegreen/sdk/testing';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';

const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  CODEDEPLOY_S3_BUCKET: 'artifacts',
  BLUE_TARGET_GROUP: 'blue',
  GREEN_TARGET_GROUP: 'green',
  ALB_LISTENER_ARN:
    'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/bg/0123456789abcdef/fedcba9876543210',
  ALB_DNS_NAME: 'bg.example.test',
};

describe('the requests that watch a move of traffic', () => {
  it.each([
    ['switch', 10],
    ['switch --no-proof', 0],
    ['switch --proof-rate 3', 3],
    ['rollback --proof-rate 0', 0],
  ])('go by the flags: %s', async (line, perSecond) => {
    const cli = fakeCli({ environment: ENVIRONMENT, directory: '/' });
    const { connect } = cli;
    let found: number | undefined;
    cli.connect = async () => {
      found = (await connect()).config.proof.perSecond;
      throw new Error('The settings are all that is wanted here.');
    };
    await execute(cli, [...line.split(' '), '--yes']);
    expect(found).toBe(perSecond);
  });

  it.each(['51', '-1', '2.5', 'many'])('are refused at a rate of %s', async (rate) => {
    const cli = fakeCli();
    expect(await execute(cli, ['switch', '--proof-rate', rate])).toBe(2);
    expect(cli.err()).toContain('whole number from 0 to 50');
  });

  const switched = async (options: FakeWorldOptions) => {
    const world = fakeWorld(options);
    await execute(fakeCli({ world }), ['switch', '--yes']);
    const look = async (line: string) => {
      const cli = fakeCli({ world });
      await execute(cli, line.split(' '));
      return cli;
    };
    return { world, look };
  };

  it('are summed up by status, with the move that made the colour live', async () => {
    const { look } = await switched({ proofPerSecond: 50 });
    expect((await look('status')).out()).toMatch(
      /live by switch of jane@laptop at \S+; \d+ requests watched it: \d+ answered, 0 failed, longest gap \d+ ms,.* v2 \d+/,
    );
    expect((await look('status --json')).json()).toMatchObject({
      lastMove: { verb: 'switch', owner: 'jane@laptop', release: { release: 'v2' }, proof: { failed: 0 } },
    });
  });

  it('are said to have been none where none were sent', async () => {
    const { look } = await switched({});
    expect((await look('status')).out()).toContain('; no requests watched it');
  });

  const spoil = (world: FakeWorld) => {
    for (const [key, document] of world.documents)
      if (key.startsWith('journal/')) world.documents.set(key, { ...document, body: '{"version":1' });
  };
  /** As a lease was written before it carried the last move. */
  const forget = (world: FakeWorld) => {
    const lease = world.documents.get('lease.json')!;
    const { lastMove, ...former } = JSON.parse(lease.body) as { lastMove?: object };
    expect(lastMove).toMatchObject({ verb: 'switch', to: 'green' });
    world.documents.set('lease.json', { ...lease, body: JSON.stringify(former) });
  };

  it('are carried by the lease, so that status reads no journal', async () => {
    const { look, world } = await switched({ proofPerSecond: 50 });
    const known = { live: 'green', lastMove: { verb: 'switch', release: { release: 'v2' } } };
    spoil(world);
    expect((await look('status --json')).json()).toMatchObject(known);
  });

  it('are found in the journal where the lease of an earlier version does not carry them', async () => {
    const { look, world } = await switched({ proofPerSecond: 50 });
    forget(world);
    expect((await look('status --json')).json()).toMatchObject({ live: 'green', lastMove: { verb: 'switch' } });
    spoil(world);
    expect((await look('status --json')).json()).toMatchObject({ live: 'green', lastMove: null });
  });

  it('are no news once somebody else moved traffic', async () => {
    const { look, world } = await switched({ proofPerSecond: 50 });
    world.moveTraffic('blue');
    expect((await look('status --json')).json()).toMatchObject({ live: 'blue', lastMove: null });
  });
});

describe('a refusal', () => {
  it('is told in the reader’s language, cause and next step included', async () => {
    const cli = fakeCli({ world: fakeWorld({ alarms: { errors: 'ALARM' } }) });
    expect(await execute(cli, ['switch', '--yes', '--lang', 'ko', '--quiet'])).toBe(6);
    expect(cli.err()).toMatch(
      /^error GATE_FAILED: 게이트를 통과하지 못했습니다\. 경보 1개 가운데 1개가 울리고 있습니다\.\n/,
    );
    expect(cli.err()).toMatch(/\n다음 조치: 원인을 확인하세요/);
  });
});
