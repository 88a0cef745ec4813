import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { INSTANCE_ROOT_VARIABLE } from './processes.js';

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** PM2's home on an instance. */
const pm2HomeOf = (root: string): string => join(root, 'var/lib/bluegreen/pm2');

/** Lays out an instance's file system, or refreshes it after the sandbox was started again. */
export async function prepareInstanceFolder(root: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const folders = ['etc/bluegreen', 'opt', 'tmp', 'var/log/aws/codedeploy-agent', 'bin'].map((name) =>
    join(root, name),
  );
  await Promise.all([...folders, pm2HomeOf(root)].map((folder) => mkdir(folder, { recursive: true })));
  // Without this file PM2 greets with a banner on stdout and asks a server for news.
  await writeFile(join(pm2HomeOf(root), 'touch'), '');
  await link(process.execPath, join(root, 'bin/node'));
  await link(pm2Binary(), join(root, 'bin/pm2'));
  await writeFile(join(root, 'etc/bluegreen/instance.env'), shellLines(variables));
}

/** What hook scripts of the instance see before the agent adds its own variables. Nothing else of ours reaches them. */
export function hookEnvironment(
  root: string,
  sandboxId: string,
  parentPath = process.env['PATH'],
): Record<string, string> {
  return {
    BLUEGREEN_ROOT: root,
    [INSTANCE_ROOT_VARIABLE]: root,
    BLUEGREEN_SANDBOX_ID: sandboxId,
    PATH: [join(root, 'bin'), parentPath, SYSTEM_PATH].filter(Boolean).join(':'),
    HOME: root,
    TMPDIR: join(root, 'tmp'),
    LANG: 'C.UTF-8',
    PM2_HOME: pm2HomeOf(root),
    PM2_DISABLE_VERSION_CHECK: 'true',
  };
}

function pm2Binary(): string {
  return join(dirname(require.resolve('pm2/package.json')), 'bin/pm2');
}

async function link(target: string, path: string): Promise<void> {
  await rm(path, { force: true });
  await symlink(target, path);
}

function shellLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${/^[\w./:@,+-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`}\n`)
    .join('');
}
