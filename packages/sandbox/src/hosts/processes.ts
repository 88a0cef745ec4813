import { execFile } from 'node:child_process';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Every process of an instance carries its root in this variable, from the hook script down to the last worker. */
export const INSTANCE_ROOT_VARIABLE = 'BLUEGREEN_INSTANCE_ROOT';
const MARK = `${INSTANCE_ROOT_VARIABLE}=`;

interface InstanceProcess {
  readonly pid: number;
  readonly parent: number;
}

/** Live processes of the instance whose file-system root is `root`. */
export async function processesOf(root: string): Promise<readonly InstanceProcess[]> {
  return process.platform === 'linux' ? processesInProc(root) : processesFromPs(root);
}

async function allPids(): Promise<number[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
}

async function processesInProc(root: string): Promise<InstanceProcess[]> {
  const pids = await allPids();
  const found = await Promise.all(pids.map((pid) => inProc(pid, root)));
  return found.filter((candidate) => candidate !== null);
}

/** File-system root of the instance that a process belongs to; null for every other process. */
async function rootOf(pid: number): Promise<string | null> {
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
  const mark = environment.split('\0').find((entry) => entry.startsWith(MARK));
  if (mark !== undefined) return mark.slice(MARK.length);
  // nginx writes its title over its own environment, so its working directory has to tell.
  const isNginx = (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() === 'nginx';
  return isNginx ? await readlink(`/proc/${pid}/cwd`) : null;
}

async function inProc(pid: number, root: string): Promise<InstanceProcess | null> {
  if (pid === process.pid) return null;
  try {
    if ((await rootOf(pid)) !== root) return null;
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : { pid, parent: Number(parent) };
  } catch {
    // Gone meanwhile, or another user's.
    return null;
  }
}

async function psLines(columns: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axEww', '-o', columns], { maxBuffer: 64 << 20 });
  return stdout.split('\n');
}

function belongsTo(root: string, line: string): boolean {
  return `${line} `.includes(`${MARK}${root} `) || line.includes(`${root}/etc/nginx`);
}

async function processesFromPs(root: string): Promise<InstanceProcess[]> {
  return (await psLines('pid=,ppid=,command=')).flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s/.exec(line);
    const ours = belongsTo(root, line);
    const pid = Number(match?.[1]);
    return match && ours && pid !== process.pid ? [{ pid, parent: Number(match[2]) }] : [];
  });
}

/** Memory that the processes of each instance hold, by the instance's root; one look at all processes. */
export async function residentBytes(roots: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = process.platform === 'linux' ? await residentInProc() : await residentFromPs(roots);
  const sums = new Map<string, number>();
  for (const { root, bytes } of found) if (roots.includes(root)) sums.set(root, (sums.get(root) ?? 0) + bytes);
  return sums;
}

interface Resident {
  readonly root: string;
  readonly bytes: number;
}

async function residentInProc(): Promise<Resident[]> {
  const looked = (await allPids()).map(async (pid) => {
    const root = await rootOf(pid);
    if (root === null) return [];
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
    return [{ root, bytes: Number(kilobytes ?? 0) * 1024 }];
  });
  // Gone meanwhile, or another user's.
  return (await Promise.all(looked.map((look) => look.catch(() => [])))).flat();
}

async function residentFromPs(roots: readonly string[]): Promise<Resident[]> {
  return (await psLines('rss=,command=')).flatMap((line) => {
    const root = roots.find((candidate) => belongsTo(candidate, line));
    return root === undefined ? [] : [{ root, bytes: Number.parseInt(line, 10) * 1024 }];
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone.
  }
}

/**
 * Ends every process of an instance and returns once none is left. Those at the top (PM2's daemon, nginx's master) are
 * asked first, so that nothing restarts their children; after `graceMs` whatever remains is killed. Times are real.
 * @throws Error naming the survivors when some are left after `deadlineMs`
 */
export async function endProcessesOf(
  root: string,
  limits: { readonly graceMs?: number; readonly deadlineMs?: number } = {},
): Promise<void> {
  const { graceMs = 2_500, deadlineMs = 15_000 } = limits;
  const started = performance.now();
  const asked = new Set<number>();
  for (;;) {
    const living = await processesOf(root);
    if (living.length === 0) return;
    const elapsed = performance.now() - started;
    if (elapsed > deadlineMs) {
      throw new Error(`Processes ${living.map(({ pid }) => pid).join(', ')} of ${root} did not end.`);
    }
    const pids = new Set(living.map(({ pid }) => pid));
    for (const { pid, parent } of living) {
      if (elapsed >= graceMs) send(pid, 'SIGKILL');
      else if (!pids.has(parent) && !asked.has(pid)) {
        asked.add(pid);
        send(pid, 'SIGTERM');
      }
    }
    await delay(40);
  }
}
