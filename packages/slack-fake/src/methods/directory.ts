import { fail } from '../failure.js';
import { APP_ID, BOT, TEAM } from '../workspace.js';
import type { Method } from './method.js';

export const authTest: Method = {
  tier: 'none',
  scope: null,
  token: 'bot',
  run: (_workspace, _args, { origin }) => ({
    url: `${origin}/`,
    team: TEAM.domain,
    team_id: TEAM.id,
    user: BOT.name,
    user_id: BOT.id,
    bot_id: 'B0BLUEGREEN',
    app_id: APP_ID,
  }),
};

export const connectionsOpen: Method = {
  tier: 1,
  scope: null,
  token: 'app',
  run: (workspace, _args, { origin }) => ({
    url: `${origin.replace(/^http/, 'ws')}/link?ticket=${workspace.nextId('ticket-')}`,
  }),
};

export const usersInfo: Method = {
  tier: 4,
  scope: 'users:read',
  token: 'bot',
  run(workspace, args) {
    const user = workspace.users.get(String(args['user'])) ?? fail('user_not_found');
    const { id, name, locale = 'en-US', bot = false } = user;
    const wanted = String(args['include_locale']) === 'true';
    return { user: { id, name, real_name: name, is_bot: bot, team_id: TEAM.id, ...(wanted ? { locale } : {}) } };
  },
};

export const userGroupsUsersList: Method = {
  tier: 2,
  scope: 'usergroups:read',
  token: 'bot',
  run(workspace, args) {
    if (workspace.options.plan === 'free') fail('plan_upgrade_required');
    return { users: (workspace.userGroups.get(String(args['usergroup'])) ?? fail('no_such_subteam')).users };
  },
};
