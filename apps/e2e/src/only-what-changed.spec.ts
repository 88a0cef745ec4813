import { workspaceCopy, type WorkspaceCopy } from './testing/workspace-copy.js';

jest.setTimeout(180_000);

const TARGETS = ['build', 'lint', 'typecheck', 'test'];

describe('after a change, Nx runs again', () => {
  let workspace: WorkspaceCopy;
  beforeAll(async () => {
    workspace = workspaceCopy();
    expect((await workspace.run(...TARGETS)).length).toBeGreaterThan(40);
  });
  afterAll(() => workspace.remove());

  it('nothing when nothing changed', async () => {
    expect(await workspace.run(...TARGETS)).toEqual([]);
  });

  it('the build of the Slack bot alone when the Slack bot changed, and only checks that it is part of', async () => {
    workspace.touch('apps/slack-bot/src/main.ts');
    expect(await workspace.run('build')).toEqual(['@bluegreen/slack-bot:build']);
    expect(await workspace.run(...TARGETS)).toEqual([
      ...['@bluegreen/e2e:lint', '@bluegreen/e2e:test', '@bluegreen/e2e:typecheck'],
      ...['@bluegreen/slack-bot:lint', '@bluegreen/slack-bot:test', '@bluegreen/slack-bot:typecheck'],
    ]);
  });

  it('no build when a spec changed', async () => {
    workspace.touch('packages/sdk/src/index.spec.ts');
    expect(await workspace.run(...TARGETS)).toEqual(
      ['lint', 'test', 'typecheck'].map((target) => `@bluegreen/sdk:${target}`),
    );
  });

  it('only the tests that read documents when a document changed', async () => {
    for (const file of ['docs/how-to/switch.md', 'packages/appspec/README.md', 'README.md']) workspace.touch(file);
    expect(await workspace.run(...TARGETS)).toEqual(['@bluegreen/cli:test', '@bluegreen/e2e:test']);
    workspace.touch('docs/reference/errors.md');
    expect(await workspace.run(...TARGETS)).toEqual([
      ...['@bluegreen/cli:test', '@bluegreen/e2e:test', '@bluegreen/sdk:test'],
    ]);
  });

  it("the Slack bot's checks when the Slack that they talk to changed", async () => {
    workspace.touch('packages/slack-fake/src/index.ts');
    expect(await workspace.run(...TARGETS)).toEqual(
      expect.arrayContaining(['@bluegreen/slack-bot:test', '@bluegreen/slack-bot:typecheck']),
    );
  });

  it('whatever is made of the deployed app when that changed', async () => {
    workspace.touch('apps/web/src/server.ts');
    expect(await workspace.run('build')).toEqual(
      expect.arrayContaining(['@bluegreen/cli:build', '@bluegreen/nx:build', '@bluegreen/web:build']),
    );
  });
});
