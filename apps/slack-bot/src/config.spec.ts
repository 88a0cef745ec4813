import { ConfigProblems, readConfig } from './config.js';

const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const read = (env: Record<string, string>, file?: unknown) => {
  try {
    return readConfig(env, () => JSON.stringify(file));
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
};

it('takes Socket Mode with an app token, and HTTP with a signing secret', () => {
  expect(read(SOCKET)).toMatchObject({ transport: { kind: 'socket' }, command: '/deploy' });
  expect(read({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', PORT: '0' })).toMatchObject({
    transport: { kind: 'http', port: 0 },
  });
});

it('lets everybody look and nobody act until roles are given', () => {
  expect(read({ ...SOCKET, BLUEGREEN_ENVIRONMENT: 'staging' })).toMatchObject({
    environments: [{ name: 'staging', roles: { viewer: ['*'], deployer: [], approver: [], admin: [] }, approvals: 0 }],
  });
});

it('reads environments from the file', () => {
  const environments = { production: { approvals: 1, roles: { deployer: ['S1ABC'], admin: ['U1ABC'] } } };
  expect(read({ ...SOCKET, BLUEGREEN_SLACK_FILE: 'bot.json' }, { command: '/bg', environments })).toMatchObject({
    command: '/bg',
    environments: [
      { name: 'production', approvals: 1, approvalMinutes: 30, roles: { viewer: [], deployer: ['S1ABC'] } },
    ],
  });
});

it('tells everything that is wrong at once', () => {
  const environments = { Bad: { approvals: -1, approvalMinutes: 0, roles: { boss: [], deployer: ['jane'] } } };
  expect(read({ BLUEGREEN_SLACK_FILE: 'bot.json' }, { command: 'deploy', environments })).toEqual([
    expect.stringContaining('SLACK_BOT_TOKEN'),
    expect.stringContaining('SLACK_APP_TOKEN'),
    expect.stringContaining('command:'),
    expect.stringContaining('"Bad"'),
    expect.stringContaining('Bad.approvals:'),
    expect.stringContaining('Bad.approvalMinutes'),
    expect.stringContaining('"boss"'),
    expect.stringContaining('"jane"'),
  ]);
});

it.each([
  ['a list for the file', [], ['bot.json: give an object.']],
  ['a list of environments', { environments: ['production'] }, ['environments: give an object.', 'name at least one']],
  ['an environment that is nothing', { environments: { production: null } }, ['production: give an object.']],
  ['roles that are none', { environments: { production: { roles: 'all' } } }, ['production.roles: give an object.']],
  [
    'a role that is no list',
    { environments: { production: { roles: { deployer: 'U0' } } } },
    ['production.roles.deployer: give a list.'],
  ],
])('refuses %s', (_what, file, wrong) => {
  expect(read({ ...SOCKET, BLUEGREEN_SLACK_FILE: 'bot.json' }, file)).toEqual(
    wrong.map((text): unknown => expect.stringContaining(text)),
  );
});

it.each([
  ['an app token that is none', { ...SOCKET, SLACK_APP_TOKEN: 'xoxb-2' }, 'app-level token'],
  ['a port that is none', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', PORT: 'web' }, 'PORT'],
])('refuses %s', (_what, env, problem) => {
  expect(read(env)).toEqual([expect.stringContaining(problem)]);
});

it('refuses a file that cannot be read', () => {
  const broken = () => {
    throw new Error('ENOENT');
  };
  expect(() => readConfig({ ...SOCKET, BLUEGREEN_SLACK_FILE: 'x.json' }, broken)).toThrow(
    'x.json cannot be read: ENOENT',
  );
});
