import { randomBytes } from 'node:crypto';
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../measure/statistics.mjs';

const FILES = 5_000;
const FILE_BYTES = 40 * 1024;
const ROUNDS = 3;

/** 5,000 files, 200 MB, half of it incompressible: our reproducible bundle against `zip -r -q`. */
export async function bundle() {
  const folder = mkdtempSync(join(tmpdir(), 'bluegreen-bench-'));
  try {
    const source = join(folder, 'source');
    fill(source);
    const ours = [];
    const peers = [];
    let peakMegabytes = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = fork(join(import.meta.dirname, '../measure/bundle-once.mjs'), [source, join(folder, 'ours.zip')]);
      const [result] = await once(child, 'message');
      ours.push(result.elapsedMs);
      peakMegabytes = Math.max(peakMegabytes, result.peakMegabytes);
      const started = performance.now();
      const zip = spawnSync('zip', ['-r', '-q', join(folder, `zip-${round}.zip`), '.'], { cwd: source });
      if (zip.status !== 0) throw new Error('zip failed or is not installed');
      peers.push(performance.now() - started);
    }
    return [
      {
        figure: 'bundle of 5,000 files, 200 MB',
        ours: median(ours),
        peer: median(peers),
        peerName: 'zip -r -q',
        unit: 'ms',
        limit: 1.0,
      },
      { figure: 'peak memory of that', ours: peakMegabytes, unit: 'MB' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(source) {
  const text = Buffer.from('const answer = (question) => question.length * 42;\n'.repeat(1_000)).subarray(
    0,
    FILE_BYTES,
  );
  for (let index = 0; index < FILES; index += 1) {
    const folder = join(source, `part-${index % 50}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `file-${index}.js`), index % 2 === 0 ? text : randomBytes(FILE_BYTES));
  }
  writeFileSync(join(source, 'appspec.yml'), 'version: 0.0\nos: linux\n');
}
