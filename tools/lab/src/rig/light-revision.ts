import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface LightRevision {
  /** Folder with appspec.yml. */
  readonly path: string;
  remove(): Promise<void>;
}

/** Sourced by each: where things are on this host. */
const HEAD = `#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/host.sh"
mkdir -p "$LOGS" "$RUN"
`;

const HOOKS: Readonly<Record<string, string>> = {
  'before-install.sh': 'exit 0\n',
  'after-install.sh': `release="$(sed -n 's/.*"release": *"\\([^"]*\\)".*/\\1/p' "$CURRENT/release.json")"
digest="$(printf '%s' "$BUNDLE_KEY" | sed -n 's/.*-\\([0-9a-f]\\{64\\}\\)\\.zip$/\\1/p')"
printf '{"release":"%s","digest":"%s","color":"%s","instance":"%s"}' \\
  "$release" "$digest" "$BLUEGREEN_COLOR" "$BLUEGREEN_INSTANCE" >"$RUN/identity.json"
`,
  'start.sh': `rm -rf "$RUN/workers"
cd "$BLUEGREEN_APP_HOME"
NODE_ENV=production NODE_APP_INSTANCE=0 setsid node current/server.cjs </dev/null >>"$LOGS/application.log" 2>&1 &
printf '%s' $! >"$RUN/server.pid"
for _ in $(seq 600); do
  [ ! -e "$RUN/workers/0.json" ] || exit 0
  sleep 0.1
done
fail "The server does not listen; see $LOGS/application.log."
`,
  // The colour is idle, so nobody waits for an answer.
  'stop.sh': `[ -e "$RUN/server.pid" ] || exit 0
kill -KILL "$(cat "$RUN/server.pid")" 2>/dev/null || true
rm -rf "$RUN/workers" "$RUN/server.pid"
`,
  'validate.sh': 'exit 0\n',
};

/**
 * The app's revision with hooks that start its server without PM2, and without any other Node: a sweep deploys some
 * hundred times, and what it tries is the engine. The faults of instances meet the app as it is shipped.
 */
export async function lightRevision(app: string): Promise<LightRevision> {
  const path = await mkdtemp(join(tmpdir(), 'bluegreen-lab-app-'));
  await cp(app, path, { recursive: true });
  for (const [name, script] of Object.entries(HOOKS)) {
    const file = join(path, 'hooks', name);
    await writeFile(file, `${HEAD}${script}`);
    await chmod(file, 0o755);
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
