import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIdentity } from './identity.js';

describe('readIdentity', () => {
  let home: string;
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'identity-'))));
  afterEach(() => rmSync(home, { recursive: true }));

  it('joins what the install hook recorded with the worker number of PM2', () => {
    const recorded = { release: 'v2', commit: 'abc', digest: 'd'.repeat(64), color: 'green', instance: 'i-1' };
    mkdirSync(join(home, 'run'));
    writeFileSync(join(home, 'run/identity.json'), JSON.stringify(recorded));

    expect(readIdentity(home, { NODE_APP_INSTANCE: '3' })).toEqual({ ...recorded, worker: 3 });
  });

  it('says that it is no deployment when nothing was recorded', () => {
    expect(readIdentity(home, {})).toEqual({
      release: 'development',
      commit: null,
      digest: null,
      color: 'none',
      instance: 'local',
      worker: 0,
    });
  });

  it('does not hide a broken record', () => {
    mkdirSync(join(home, 'run'));
    writeFileSync(join(home, 'run/identity.json'), '{');
    expect(() => readIdentity(home, {})).toThrow(SyntaxError);
  });
});
