import type { CrashPoint, FakeProcess } from '@bluegreen/sdk/testing';
import { CHANNEL, enginesOver, PEOPLE, startScene, type Scene } from './testing/start-scene.js';

jest.setTimeout(60_000);

let scene: Scene;
afterEach(() => scene.close());

/** A replica that soon takes another one for dead. */
const EAGER = { timing: { beatMs: 20, watchEveryMs: 20, silentMs: 100 } } as const;
/** A person who sees nothing happen tries again after this. */
const IMPATIENT_MS = 400;

const roots = () => scene.slack.messages(CHANNEL).filter(({ threadTs }) => threadTs === null);
const isDone = () => roots().some(({ text }) => text.includes('GREEN is LIVE with v2'));

/** Commands and clicks of a person who wants GREEN to be live, and repeats whatever seems to have been lost. */
async function insist(): Promise<void> {
  const until = Date.now() + 20_000;
  while (!isDone()) {
    if (Date.now() > until)
      throw new Error(
        `It never came to an end:\n${roots()
          .map(({ text }) => text)
          .join('\n')}`,
      );
    const waiting = roots().find(({ blocks }) => JSON.stringify(blocks).includes('"ticket.switch"'));
    const [press, again] = [{ user: PEOPLE.jane, channel: CHANNEL }, Date.now() + IMPATIENT_MS];
    // Nobody may be there for a moment: whoever is told so by Slack tries again as well.
    const unheard = () => undefined;
    if (waiting)
      await scene.slack.send.action({ ...press, message: waiting.ts, actionId: 'ticket.switch' }).catch(unheard);
    else if (roots().length === 0)
      await scene.slack.send.slashCommand({ ...press, text: 'switch green' }).catch(unheard);
    while (!isDone() && Date.now() < again) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The process that serves until it dies at one of its calls; then another one takes its place. */
async function switchWithDeathAt(crash: CrashPoint): Promise<FakeProcess> {
  let first: FakeProcess | undefined;
  scene = await startScene({
    // It looks for nobody's work but its own, so that its calls are the same each time.
    bot: { timing: { beatMs: 3_600_000, watchEveryMs: 3_600_000, silentMs: 3_600_000 } },
    engines: (_engines, world) => {
      first = world.process({ crash });
      return enginesOver(first.ctx);
    },
  });
  const process = first!;
  const replaced = process.died.then(async () => {
    await scene.bots[0]!.stop(0);
    await scene.addBot({ ...EAGER, engines: enginesOver(scene.world.ctx) });
  });
  await insist();
  if (process.dead) await replaced;
  return process;
}

/** About fifty calls lead from the command to the message that says that it is done; every second one, in turn. */
const MOMENTS = Array.from({ length: 24 }, (_, index) => [2 + 2 * index, index % 2 ? 'after' : 'before'] as const);

it.each(MOMENTS)(
  'ends in one switch, shown and on record, though a replica dies at its call %i (%s)',
  async (call, when) => {
    const process = await switchWithDeathAt({ call, when });
    const ends = scene.world.journal.map(({ verb, end }) => `${verb} ${end}`);
    expect(ends.filter((end) => end === 'switch done')).toHaveLength(1);
    expect(ends.filter((end) => end !== 'switch done' && end !== 'switch failed-unmoved')).toEqual([]);
    expect(scene.world).toMatchObject({ live: 'green', leaseHeld: false });
    expect(process.dead).toBe(true);
  },
);
