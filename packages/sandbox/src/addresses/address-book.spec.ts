import { createServer, type Server } from 'node:net';
import { bind } from './bind.js';
import { claimHost } from './claim-host.js';
import { createAddresses, type AddressOptions, type SandboxAddresses } from './address-book.js';

const open: SandboxAddresses[] = [];
const make = (options?: AddressOptions) => {
  const addresses = createAddresses(options);
  open.push(addresses);
  return addresses;
};
const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await Promise.all(servers.splice(0).map((one) => new Promise((resolve) => one.close(resolve))));
});

/** Whether this machine gives out 127.0.x.y at port 80 at all. */
async function hasOwnHosts(): Promise<boolean> {
  const claim = await claimHost([80]);
  await claim?.release();
  return claim !== null;
}

it.each([[true], [false]])(
  'gives every instance and load balancer of two sandboxes an address nobody else has (own hosts: %s)',
  async (ownHosts) => {
    const [one, two] = [make({ ownHosts }), make({ ownHosts })];
    const given = await Promise.all([one, two, one, two].map((addresses) => addresses.instances.allot()));
    const balancers = await Promise.all([one, two].map((addresses) => addresses.balancers.allot('lb', 80)));
    const names = [...given, ...balancers].map(({ host, port }) => `${host}:${port}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { host, port } of [...given, ...balancers]) {
      const bound = await bind(host, port);
      expect(bound.kind).toBe('bound');
      if (bound.kind === 'bound') await bound.release();
    }
  },
);

it.each([[true], [false]])(
  'gives an instance its former address back while that is free, and lets go of released ones (own hosts: %s)',
  async (ownHosts) => {
    const first = make({ ownHosts });
    const former = await first.instances.allot();
    await first.instances.release(former);
    const again = make({ ownHosts });
    expect(await again.instances.allot(former)).toEqual(former);
    expect(await again.instances.allot(former)).not.toEqual(former);
    await again.instances.release(former);
    expect(await again.instances.allot(former)).toEqual(former);
  },
);

it('names what works in curl', async () => {
  const shared = await make({ ownHosts: false }).balancers.allot('lb', 80);
  expect(shared.dnsName).toBe(`127.0.0.1:${shared.port}`);
  if (!(await hasOwnHosts())) return;
  const addresses = make();
  const [production, test] = [await addresses.balancers.allot('lb', 80), await addresses.balancers.allot('lb', 8080)];
  expect([production.port, test.port, production.dnsName]).toEqual([80, 8080, production.host]);
  expect(test.host).toBe(production.host);
});

it.each([[true], [false]])(
  'gives a load balancer its former address back, or another one when it is taken (own hosts: %s)',
  async (ownHosts) => {
    const first = make({ ownHosts });
    const before = await first.balancers.allot('lb', 80);
    const former = first.snapshot();
    const beside = await make({ ownHosts, former }).balancers.allot('other', 80);
    expect(beside).not.toEqual(before);
    await first.close();
    const again = make({ ownHosts, former });
    expect(await again.balancers.allot('lb', 80)).toEqual(before);
    await again.close();

    const squatter = createServer().listen({ host: before.host, port: before.port, exclusive: true });
    servers.push(squatter);
    await new Promise((resolve) => squatter.once('listening', resolve));
    expect(await make({ ownHosts, former }).balancers.allot('lb', 80)).not.toEqual(before);
  },
);
