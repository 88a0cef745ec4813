import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const APPSPEC = `version: 0.0
os: linux
files:
  - source: /server.cjs
    destination: /opt/bluegreen-app
hooks:
  ApplicationStart:
    - location: start.sh
      timeout: 60
`;

/** A small folder that is a valid revision; `files` replaces or adds. Remove it with `remove`. */
export async function revisionFolder(
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'bluegreen-revision-'));
  const all = {
    'appspec.yml': APPSPEC,
    'server.cjs': 'console.log("up");\n',
    'start.sh': '#!/bin/sh\nexit 0\n',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    await writeFile(join(path, name), text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
