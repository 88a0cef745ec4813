import { parse } from 'yaml';
import { judge, type Witnesses } from './judge.js';
import { childPipeline } from './pipeline.js';

const web = { name: 'web', root: 'apps/web' };
const api = { name: 'api', root: 'apps/api' };

function witnesses(
  live: Readonly<Record<string, string | null>>,
  changedSince: Readonly<Record<string, readonly string[]>>,
): Witnesses & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    liveCommit: ({ name }) => Promise.resolve(live[name] ?? null),
    isKnown: (commit) => Promise.resolve(commit in changedSince),
    affectedSince(commit) {
      asked.push(commit);
      return Promise.resolve(new Set(changedSince[commit]));
    },
  };
}

describe('which projects differ from what is live', () => {
  it.each([
    ['only the one that changed', { web: 'new', api: 'new' }, { new: ['web'] }, ['web']],
    ['none, when all is live', { web: 'new', api: 'new' }, { new: [] }, []],
    [
      'one that was rolled back, by its own commit',
      { web: 'old', api: 'new' },
      { old: ['web', 'api'], new: [] },
      ['web'],
    ],
    [
      'all, when what they share changed',
      { web: 'new', api: 'new' },
      { new: ['web', 'api', 'shared'] },
      ['web', 'api'],
    ],
    ['one of which nobody knows what is live', { web: null, api: 'new' }, { new: [] }, ['web']],
    ['one whose live commit is not in this clone', { web: 'lost', api: 'new' }, { new: [] }, ['web']],
  ])('names %s', async (_name, live, changedSince, expected) => {
    const verdicts = await judge([web, api], witnesses(live, changedSince));
    expect(verdicts.filter(({ affected }) => affected).map(({ project }) => project.name)).toEqual(expected);
  });

  it('says why, and asks Nx once for each commit', async () => {
    const asked = witnesses({ web: 'new', api: 'new' }, { new: ['web'] });
    const verdicts = await judge([web, api], asked);
    expect(verdicts.map(({ because }) => because)).toEqual([
      'differs from what is live (new)',
      'is what is live (new)',
    ]);
    expect(asked.asked).toEqual(['new']);
  });
});

describe('the child pipeline', () => {
  it('starts the pipeline of each project', () => {
    const trigger = (local: string) => ({ trigger: { include: [{ local }], strategy: 'depend' } });
    expect(parse(childPipeline([web, { name: 'root', root: '.' }]))).toEqual({
      web: trigger('apps/web/.gitlab-ci.yml'),
      root: trigger('.gitlab/bluegreen-app.yml'),
    });
  });

  it('has a job even when there is nothing to do, because GitLab refuses a pipeline without any', () => {
    expect(parse(childPipeline([]))).toEqual({ 'nothing-to-ship': { script: [expect.any(String)] } });
  });
});
