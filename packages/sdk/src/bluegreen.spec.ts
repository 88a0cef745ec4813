import { BlueGreen, run, toBlueGreenError } from './index.js';
import { fakeWorld } from './testing/index.js';

describe('BlueGreen.over', () => {
  it('does nothing before it is driven', async () => {
    const world = fakeWorld();
    const operation = BlueGreen.over(world.ctx).switch();
    await new Promise(setImmediate);
    expect(world.calls).toEqual([]);
    await operation.return(undefined as never);
    expect(world.calls).toEqual([]);
  });

  it('offers every verb', async () => {
    const world = fakeWorld();
    const bluegreen = BlueGreen.over(world.ctx);
    const told: string[] = [];
    expect(await run(bluegreen.status())).toMatchObject({ live: 'blue' });
    expect(await run(bluegreen.plan({ verb: 'switch' }))).toMatchObject({ to: 'green' });
    expect(await run(bluegreen.switch(), (event) => told.push(event.type))).toMatchObject({ changed: true });
    expect(await run(bluegreen.validate())).toMatchObject({ ok: true, color: 'green' });
    expect(await run(bluegreen.rollback())).toMatchObject({ live: 'blue' });
    expect(await run(bluegreen.history())).toMatchObject([{ verb: 'rollback' }, { verb: 'switch' }]);
    expect(told).toContain('probe.passed');
    expect(bluegreen.explainConfig()).toEqual([]);
  });

  it('rejects with the one error of the SDK', async () => {
    const bluegreen = BlueGreen.over(fakeWorld({ instances: { green: 0 } }).ctx);
    await expect(run(bluegreen.switch())).rejects.toMatchObject({ name: 'BlueGreenError', code: 'GATE_FAILED' });
  });
});

describe('BlueGreen.connect', () => {
  const env = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    CODEDEPLOY_S3_BUCKET: 'some-bucket',
    BLUE_TARGET_GROUP: 'bg-blue',
    GREEN_TARGET_GROUP: 'bg-green',
    ALB_LISTENER_ARN:
      'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/bg/0123456789abcdef/0123456789abcdef',
    ALB_DNS_NAME: '127.0.0.1',
    AWS_DEFAULT_REGION: 'us-east-1',
    USER: 'jane',
  };

  it('resolves the settings and sends nothing', async () => {
    const bluegreen = await BlueGreen.connect({ env, cwd: '/', environment: 'staging', surface: 'cli' });
    expect(bluegreen.config).toMatchObject({
      environment: 'staging',
      bucket: 'some-bucket',
      productionUrl: 'http://127.0.0.1',
    });
    expect(bluegreen.explainConfig('bucket')).toMatchObject([
      { key: 'bucket', value: 'some-bucket', source: 'CODEDEPLOY_S3_BUCKET' },
    ]);
    bluegreen.close();
  });

  it('rejects with an error of the SDK for a broken setting', async () => {
    const broken = { ...env, ALB_LISTENER_ARN: 'arn:nonsense' };
    await expect(BlueGreen.connect({ env: broken, cwd: '/' })).rejects.toMatchObject({
      code: 'ARN_MALFORMED',
      exitCode: 2,
    });
  });
});

describe('toBlueGreenError', () => {
  it.each([
    [new Error('boom'), 'INTERNAL'],
    ['a string', 'INTERNAL'],
    [undefined, 'INTERNAL'],
    [new DOMException('stop', 'AbortError'), 'ABORTED'],
  ])('takes %s', (thrown, code) => {
    expect(toBlueGreenError(thrown)).toMatchObject({ code, cause: thrown });
  });
});
