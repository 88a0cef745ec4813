import * as chat from './chat.js';
import * as directory from './directory.js';
import type { Method } from './method.js';
import * as views from './views.js';

/** Every method there is; a call of any other answers unknown_method, loudly. */
export const METHODS: Readonly<Record<string, Method>> = {
  'apps.connections.open': directory.connectionsOpen,
  'auth.test': directory.authTest,
  'chat.getPermalink': chat.getPermalink,
  'chat.postEphemeral': chat.postEphemeral,
  'chat.postMessage': chat.postMessage,
  'chat.update': chat.update,
  'usergroups.users.list': directory.userGroupsUsersList,
  'users.info': directory.usersInfo,
  'views.open': views.open,
  'views.publish': views.publish,
  'views.update': views.update,
};

/** Scopes that some method asks for, plus what events and commands need. */
export const ALL_SCOPES: readonly string[] = [
  ...new Set([...Object.values(METHODS).flatMap(({ scope }) => scope ?? []), 'commands', 'app_mentions:read']),
];
