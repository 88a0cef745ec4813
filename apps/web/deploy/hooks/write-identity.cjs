// Joins what the bundle says (release.json), what CodeDeploy says (BUNDLE_KEY) and what the host says (instance.env).
const { readFileSync, renameSync, writeFileSync } = require('node:fs');

const [bundled, output] = process.argv.slice(2);

/** A revision that was pushed by hand has no release.json: it goes by the name of its deployment. */
function readRelease() {
  let text;
  try {
    text = readFileSync(bundled, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { release: process.env.DEPLOYMENT_ID || 'unnamed' };
  }
  try {
    return JSON.parse(text) ?? {};
  } catch (error) {
    throw new Error(`${bundled} is not JSON: ${error.message}`, { cause: error });
  }
}

function main() {
  const { release, commit = null } = readRelease();
  if (typeof release !== 'string' || release === '')
    throw new Error(`${bundled}: "release" must be a non-empty string`);

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
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
