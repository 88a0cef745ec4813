import { fakeWorld, revisionFolder } from '@bluegreen/sdk/testing';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';

async function run(line: string, world = fakeWorld()) {
  const cli = fakeCli({ world });
  return { cli, code: await execute(cli, line.split(' ')) };
}

/** A world whose newest deployment to GREEN failed, as its hook's last words tell. */
async function failedWorld() {
  const revision = await revisionFolder();
  const fails = {
    event: 'ApplicationStart',
    script: 'start.sh',
    message: 'Script at specified location: start.sh failed with exit code 1',
    logTail: '[stderr]Error: listen EADDRINUSE: address already in use :::80',
  };
  const world = fakeWorld({ deployments: { fails } });
  await run(`deploy --source ${revision.path} --release v3`, world);
  await revision.remove();
  return world;
}

describe('bluegreen diagnose', () => {
  it('tells instance, event, script, last words, likely cause and one thing to do', async () => {
    const { cli, code } = await run('diagnose', await failedWorld());
    expect(code).toBe(0);
    expect(cli.out()).toMatch(
      / ApplicationStart start\.sh: .*failed with exit code 1\n {2}\[stderr\]Error: listen EADDRINUSE/,
    );
    expect(cli.out()).toMatch(/likely cause: Another process holds the port.*\nNext: /);
    expect(cli.out()).toContain('/var/log/aws/codedeploy-agent/codedeploy-agent.log');
  });

  it('is one document with --json, with the cause as a code', async () => {
    const { cli } = await run('diagnose --json', await failedWorld());
    expect(cli.json()).toMatchObject({
      status: 'Failed',
      failures: [{ event: 'ApplicationStart', cause: 'port-taken' }],
    });
  });

  it('refuses what is no deployment id', async () => {
    const { cli, code } = await run('diagnose nonsense');
    expect(code).toBe(2);
    expect(cli.err()).toContain('"nonsense" is no deployment id');
  });
});

describe('bluegreen logs', () => {
  it('lists the events of every instance, and where the rest is', async () => {
    const { cli } = await run('logs green', await failedWorld());
    expect(cli.out()).toMatch(/\tApplicationStart\tFailed\t/);
    expect(cli.out()).toMatch(/\t *\[stderr\]Error: listen EADDRINUSE/);
    expect(cli.out()).toContain('/opt/bluegreen-app/logs/application.log\tthe application');
  });
});
