import { observe } from '../operations/steps/observe.js';
import { fakeWorld, GROUP_ARNS, type FakeWorldOptions } from '../testing/index.js';
import { rollbackDestination } from './plan-rollback.js';
import { resolveColor } from './resolve-color.js';

const forwardTo = (...groups: string[]) => [
  { type: 'forward', groups: groups.map((targetGroupArn) => ({ targetGroupArn, weight: 1 })) } as const,
];

/** The error that names no colour; and whether the switch that one may think of would be refused as well. */
async function refusalFor(options: FakeWorldOptions) {
  const { snapshot } = await observe(fakeWorld(options).ctx);
  try {
    rollbackDestination(snapshot, []);
  } catch (error) {
    return { error, snapshot };
  }
  throw new Error('A colour was found.');
}

describe('rollbackDestination without a record and without one live colour', () => {
  it('suggests a switch to a named colour where that would work', async () => {
    const { error, snapshot } = await refusalFor({ actions: [forwardTo(GROUP_ARNS.blue, GROUP_ARNS.green)] });
    expect(error).toMatchObject({
      code: 'NOTHING_TO_ROLL_BACK_TO',
      next: expect.stringContaining('`bluegreen switch blue`'),
    });
    expect(resolveColor('blue', snapshot)).toBe('blue');
  });

  it('does not where the routes forward to neither group, but says what has to be so first', async () => {
    const foreign = GROUP_ARNS.blue.replace('bg-blue', 'other');
    const { error } = await refusalFor({ actions: [forwardTo(foreign)] });
    expect(error).toMatchObject({
      code: 'NOTHING_TO_ROLL_BACK_TO',
      next: expect.stringMatching(/forward to bg-blue or bg-green first.*config explain listenerArns/),
    });
    expect((error as { next: string }).next).not.toContain('bluegreen switch');
  });
});
