import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStagingAccess } from './read-access.js';

const KEY = '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n';
const HOSTS = 'staging.example.com ssh-ed25519 AAAA';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bluegreen-access-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const read = (environment: NodeJS.ProcessEnv, flag?: string) => readStagingAccess({ environment, directory }, flag);

describe('access to a staging host', () => {
  it('comes from variables that hold the text itself', async () => {
    const environment = { STAGING_SERVER: 'h', STAGING_SSH_PRIVATE_KEY: KEY, STAGING_KNOWN_HOSTS: HOSTS };
    expect(await read(environment)).toEqual({ server: 'h', privateKey: KEY, knownHosts: HOSTS });
  });

  it('comes from variables of the type File, and the flag names the server', async () => {
    writeFileSync(join(directory, 'key'), KEY);
    writeFileSync(join(directory, 'hosts'), HOSTS);
    const environment = { STAGING_SERVER: 'h', STAGING_SSH_PRIVATE_KEY: 'key', STAGING_KNOWN_HOSTS: 'hosts' };
    expect(await read(environment, 'other')).toEqual({ server: 'other', privateKey: KEY, knownHosts: HOSTS });
  });

  it('never quotes what may be half a key', async () => {
    const half = 'b3BlbnNzaC1rZXktdjEAAAAA';
    const refused = read({ STAGING_SERVER: 'h', STAGING_SSH_PRIVATE_KEY: half });
    await expect(refused).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await refused.catch((error: Error) => expect(JSON.stringify([error.message, error])).not.toContain(half));
  });
});
