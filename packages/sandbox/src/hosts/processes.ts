import { execFile } from 'node:child_process';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Every process of an instance carries its root in this variable, from the hook script down to the last worker. */
export const INSTANCE_ROOT_VARIABLE = 'BLUEGREEN_INSTANCE_ROOT';

interface InstanceProcess {
  readonly pid: number;
  readonly parent: number;
}

/** Live processes of the instance whose file-system root is `root`. */
export async function processesOf(root: string): Promise<readonly InstanceProcess[]> {
  return process.platform === 'linux' ? processesInProc(root) : processesFromPs(root);
}

async function processesInProc(root: string): Promise<InstanceProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map((pid) => inProc(pid, root)));
  return found.filter((candidate) => candidate !== null);
}

async function inProc(pid: number, root: string): Promise<InstanceProcess | null> {
  if (pid === process.pid) return null;
  try {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    // nginx writes its title over its own environment, so its working directory has to tell.
    const ours =
      environment.split('\0').includes(`${INSTANCE_ROOT_VARIABLE}=${root}`) ||
      ((await readFile(`/proc/${pid}/comm`, 'utf8')).trim() === 'nginx' &&
        (await readlink(`/proc/${pid}/cwd`)) === root);
    if (!ours) return null;
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : { pid, parent: Number(parent) };
  } catch {
    // Gone meanwhile, or another user's.
    return null;
  }
}

async function processesFromPs(root: string): Promise<InstanceProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axEww', '-o', 'pid=,ppid=,command='], { maxBuffer: 64 << 20 });
  return stdout.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s/.exec(line);
    const ours = `${line} `.includes(`${INSTANCE_ROOT_VARIABLE}=${root} `) || line.includes(`${root}/etc/nginx`);
    const pid = Number(match?.[1]);
    return match && ours && pid !== process.pid ? [{ pid, parent: Number(match[2]) }] : [];
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
