import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../deploy/hooks/write-identity.cjs');
const DIGEST = 'c'.repeat(64);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'web-identity-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script over `bundled` as release.json, or without one. */
function write(bundled: string | null, environment: Record<string, string>) {
  const [input, output] = [join(folder, 'release.json'), join(folder, 'identity.json')];
  if (bundled !== null) writeFileSync(input, bundled);
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, input, output], {
    env: { BLUEGREEN_COLOR: 'blue', BLUEGREEN_INSTANCE: 'i-1', ...environment },
    encoding: 'utf8',
  });
  const identity: unknown = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : null;
  return { status, stderr, identity };
}

it.each([
  [
    'what release.json says',
    '{"release":"v7","commit":"abc"}',
    { DEPLOYMENT_ID: 'd-1', BUNDLE_KEY: `releases/app/v7-${DIGEST}.zip` },
    { release: 'v7', commit: 'abc', digest: DIGEST },
  ],
  [
    'the deployment where a revision pushed by hand has no release.json',
    null,
    { DEPLOYMENT_ID: 'd-1', BUNDLE_KEY: 'by-hand.zip' },
    { release: 'd-1', commit: null, digest: null },
  ],
  ['nothing where not even a deployment is known', null, {}, { release: 'unnamed', commit: null, digest: null }],
])('names the release after %s', (_what, bundled, environment, expected) => {
  const written = write(bundled, environment);
  expect(written).toEqual({ status: 0, stderr: '', identity: { ...expected, color: 'blue', instance: 'i-1' } });
});

it.each([
  ['is no JSON', '{"release":', /^\S+release\.json is not JSON: .+\n$/],
  ['names no release', '{"commit":"abc"}', /^\S+release\.json: "release" must be a non-empty string\n$/],
  ['is null', 'null', /^\S+release\.json: "release" must be a non-empty string\n$/],
])('refuses a release.json that %s in one sentence', (_what, bundled, sentence) => {
  expect(write(bundled, { DEPLOYMENT_ID: 'd-1' })).toEqual({
    status: 1,
    stderr: expect.stringMatching(sentence),
    identity: null,
  });
});
