import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_SCOPES } from '@bluegreen/slack-fake';
import { manifestOf, manifestYaml } from './manifest.js';

const FILE = join(__dirname, '../manifest.yaml');

it('stands in manifest.yaml as it is made', () => {
  const made = manifestYaml({ command: '/deploy', url: null });
  if (process.env['BLUEGREEN_WRITE_DOCS'] === 'yes') writeFileSync(FILE, made);
  expect(readFileSync(FILE, 'utf8')).toBe(made);
});

it('asks for every scope of the methods that the bot calls, and for none that is unknown', () => {
  const { oauth_config: oauth } = manifestOf({ command: '/deploy', url: null }) as {
    oauth_config: { scopes: { bot: string[] } };
  };
  expect(oauth.scopes.bot).toEqual([...ALL_SCOPES].sort());
});

it('names the address wherever Slack has to call, over HTTP', () => {
  const text = manifestYaml({ command: '/bg', url: 'https://bot.example.com/' });
  expect(text.match(/https:\/\/bot\.example\.com\/slack\/events/g)).toHaveLength(3);
  expect(text).toContain('socket_mode_enabled: false');
});
