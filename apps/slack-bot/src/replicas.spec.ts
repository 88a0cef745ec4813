import type { EventType } from '@bluegreen/sdk';
import { documentsOf, type Engines } from './engines.js';
import { CHANNEL, enginesOver, PEOPLE, startScene, type Scene } from './testing/start-scene.js';
import { sampleTicket } from './testing/sample-ticket.js';
import { createTicketStore } from './tickets/ticket-store.js';

let scene: Scene;
afterEach(() => scene.close());

/** A replica that soon takes another one for dead. */
const EAGER = { timing: { beatMs: 20, watchEveryMs: 20, silentMs: 100 } } as const;

/** Ends the process of its environment when an operation says that something happened. */
function killedAt(engines: Engines, type: EventType, kill: () => void): Engines {
  const watched = async function* <Result>(operation: AsyncGenerator<{ type: EventType }, Result, void>) {
    for (;;) {
      const step = await operation.next();
      if (step.done) return step.value;
      yield step.value;
      if (step.value.type === type) {
        kill();
        await new Promise(() => undefined);
      }
    }
  };
  return {
    ...engines,
    async open(environment, who) {
      const engine = await engines.open(environment, who);
      const wrapped = {
        switch: (input: never) => watched(engine.switch(input)),
        deploy: (input: never) => watched(engine.deploy(input)),
      };
      return { ...engine, ...wrapped } as typeof engine;
    },
  };
}

async function startDying(type: EventType, world = {}) {
  let dead: () => void = () => undefined;
  const died = new Promise<void>((resolve) => (dead = resolve));
  scene = await startScene({
    world,
    engines: (_engines, fake) => {
      const process = fake.process();
      return killedAt(enginesOver(process.ctx), type, () => {
        process.kill();
        dead();
      });
    },
  });
  return { died: died.then(() => scene.bots[0]!.stop(0)) };
}

it.each(['lease.acquired', 'traffic.shifting', 'traffic.shifted', 'probe.passed', 'lease.released'] as const)(
  'finishes the switch of a replica that died at %s, and the message catches up',
  async (type) => {
    const { died } = await startDying(type);
    const message = await scene.deploy('switch');
    await scene.shows(message, 'Waiting for a decision');
    await scene.press(message, 'switch');
    await died;
    await scene.addBot({ ...EAGER, engines: enginesOver(scene.world.ctx) });
    await scene.shows(message, 'GREEN* is LIVE with v2');
    expect(scene.world).toMatchObject({ live: 'green', leaseHeld: false });
    // An operation that died before it had begun anything is closed, and another one does the work.
    const ends = scene.world.journal.map(({ verb, end }) => `${verb} ${end}`);
    expect(ends).toEqual(type === 'lease.acquired' ? ['switch done', 'switch failed-unmoved'] : ['switch done']);
    // Live traffic goes one way: what was moved is proven, never put back and moved again.
    const changes = scene.world.journal.flatMap(({ steps }) => steps.map(({ change }) => change));
    expect(changes.filter((change) => change.kind === 'write-routes' && change.purpose !== 'shift')).toEqual([]);
    expect(scene.slack.messages(CHANNEL).filter(({ threadTs }) => threadTs === null)).toHaveLength(1);
  },
);

it('goes on with the deployment of a replica that died', async () => {
  const { died } = await startDying('deployment.created', { releases: { green: null } });
  const message = await scene.deploy('green v2');
  await died;
  await scene.addBot({ ...EAGER, engines: enginesOver(scene.world.ctx) });
  await scene.shows(message, 'Waiting for a decision');
  expect(scene.world.deployments).toHaveLength(1);
  expect(scene.world.state.colors.green.release?.release).toBe('v2');
});

it('shows an end that a replica reached but could not show', async () => {
  scene = await startScene();
  const message = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
  // Slack takes no edits for a while, and the replica is gone by then.
  scene.slack.setScopes(['commands']);
  await scene.press(message, 'switch');
  await scene.eventually(() => scene.world.journal[0]?.end === 'done');
  await scene.bots[0]!.stop();
  scene.slack.setScopes(['commands', 'chat:write', 'users:read', 'usergroups:read']);
  await scene.addBot(EAGER);
  await scene.shows(message, 'GREEN* is LIVE with v2');
});

it('lets go of a ticket whose message it could not post, and takes it up again', async () => {
  scene = await startScene({ bot: EAGER });
  // Somebody's replica died between its record and its message.
  const left = sampleTicket({ ts: null, state: 'preparing', plan: null, live: null, colors: null });
  scene.slack.refuseNext('chat.postMessage', 'fatal_error');
  const store = createTicketStore(await documentsOf(scene.engines, 'production'));
  expect(await store.claim(left, () => false)).toBeNull();
  const message = await scene.slack.until(() => scene.slack.messages(CHANNEL)[0]);
  await scene.shows(message, 'Waiting for a decision');
  expect(scene.slack.calls('chat.postMessage').slice(0, 2)).toMatchObject([
    { outcome: 'fatal_error' },
    { outcome: 'ok' },
  ]);
});

it('lets anybody abort what another replica drives', async () => {
  scene = await startScene({ world: { healthyAfter: 1_000_000, releases: { green: null } } });
  await scene.addBot();
  const message = await scene.deploy('green v2');
  await scene.press(message, 'abort', PEOPLE.min);
  await scene.press(message, 'abort', PEOPLE.root);
  await scene.shows(message, 'Cancelled');
  expect(scene.world).toMatchObject({ live: 'blue', writes: 0 });
});
