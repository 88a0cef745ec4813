import { runGraph } from './run-graph.js';

const needs: Record<string, string[]> = { roof: ['walls'], walls: ['floor'], floor: [], garden: [], fence: ['garden'] };

async function build(broken: readonly string[], options?: { keepGoing: boolean }) {
  const done: string[] = [];
  const result = await runGraph(
    Object.keys(needs),
    (node) => needs[node] ?? [],
    async (node) => {
      await Promise.resolve();
      if (broken.includes(node)) throw new Error(node);
      done.push(node);
    },
    options,
  );
  return { done, failed: [...result.failed.keys()], skipped: [...result.skipped] };
}

it('runs everything after what it needs', async () => {
  const { done, failed, skipped } = await build([]);
  expect([failed, skipped]).toEqual([[], []]);
  for (const [node, needed] of Object.entries(needs)) {
    for (const need of needed) expect(done.indexOf(need)).toBeLessThan(done.indexOf(node));
  }
});

it('begins nothing new after a failure', async () => {
  expect(await build(['floor'])).toEqual({ done: ['garden'], failed: ['floor'], skipped: ['roof', 'walls', 'fence'] });
});

it('with keepGoing leaves out only what needs the failed one', async () => {
  expect(await build(['floor'], { keepGoing: true })).toEqual({
    done: ['garden', 'fence'],
    failed: ['floor'],
    skipped: ['roof', 'walls'],
  });
});
