import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Live processes, other than this one, whose environment or command line names `mark`. */
export function processesNaming(mark: string): number[] {
  const all = process.platform === 'linux' ? fromProc(mark) : fromPs(mark);
  return all.filter((pid) => pid !== process.pid);
}

function fromProc(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
        if (/^\d+ \(.*\) [ZX]/s.test(read('stat'))) return false;
        return read('environ').includes(mark) || read('cmdline').includes(mark);
      } catch {
        // Gone meanwhile.
        return false;
      }
    })
    .map(Number);
}

function fromPs(mark: string): number[] {
  return execFileSync('ps', ['-axEww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n')
    .filter((line) => line.includes(mark))
    .map((line) => parseInt(line, 10));
}
