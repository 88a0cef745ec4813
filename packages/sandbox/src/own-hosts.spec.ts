import { startSandbox } from './sandbox.js';
import { clientOf } from './testing/client-of.js';
import { TINY_APP } from './testing/tiny-app.js';
import { until } from './testing/until.js';
import { SHIPPED } from './topology/names.js';

jest.setTimeout(60_000);

it('where no address but 127.0.0.1 can be had, everything is on high ports, and the variables say so', async () => {
  const sandbox = await startSandbox({ port: 0, instances: 1, timeScale: 20, app: TINY_APP, ownHosts: false });
  try {
    const { instances, productionUrl, testUrl } = await sandbox.status();
    const places = [...instances.map(({ address }) => address), ...[productionUrl, testUrl].map(withoutScheme)];
    for (const place of places) expect(place).toMatch(/^127\.0\.0\.1:[23]\d{4}$/);
    expect(new Set(places).size).toBe(4);

    const environment = sandbox.environment();
    expect(environment).toMatchObject({ ALB_DNS_NAME: withoutScheme(productionUrl), BLUEGREEN_TEST_URL: testUrl });
    const client = clientOf(sandbox);
    expect(await client.answer()).toMatchObject({ release: 'tiny-1', color: 'blue' });
    const green = await fetch(environment['BLUEGREEN_TEST_URL']!, { headers: { [SHIPPED.colorHeader]: 'green' } });
    expect(await green.json()).toMatchObject({ release: 'tiny-1', color: 'green' });

    await client.makeLive('green');
    await until(
      () => client.answer(),
      ({ color }) => color === 'green',
    );
    await client.setCapacity('blue', 2);
    await until(
      () => client.health('blue'),
      (states) => states.join() === 'healthy,healthy',
    );
  } finally {
    await sandbox.stop();
  }
});

function withoutScheme(url: string | null): string {
  return url!.slice('http://'.length);
}
