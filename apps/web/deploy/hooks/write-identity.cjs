// Joins what the bundle says (release.json), what CodeDeploy says (BUNDLE_KEY) and what the host says (instance.env).
const { readFileSync, renameSync, writeFileSync } = require('node:fs');

const [bundled, output] = process.argv.slice(2);
const { release, commit = null } = JSON.parse(readFileSync(bundled, 'utf8'));
if (typeof release !== 'string' || release === '') throw new Error(`${bundled}: "release" must be a non-empty string`);

const digest = /-([0-9a-f]{64})\.zip$/.exec(process.env.BUNDLE_KEY ?? '')?.[1] ?? null;
const identity = {
  release,
  commit,
  digest,
  color: process.env.BLUEGREEN_COLOR,
  instance: process.env.BLUEGREEN_INSTANCE,
};
writeFileSync(`${output}.new`, JSON.stringify(identity));
renameSync(`${output}.new`, output);
