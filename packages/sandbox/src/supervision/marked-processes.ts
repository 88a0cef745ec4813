/** Every process that belongs to a sandbox carries its id in this variable. */
export const SANDBOX_ID_VARIABLE = 'BLUEGREEN_SANDBOX_ID';

/**
 * Kills every process marked with the sandbox's id, again and again until none is left (a dying parent may still fork).
 * nginx writes its title over its own environment: it is known by its working directory below `folder`.
 * Resolves with how many were killed; rejects when some live on after ten seconds.
 *
 * Stands alone, without imports: the watchdog carries its source into a process of its own.
 */
export async function killMarked(mark: string, folder: string): Promise<number> {
  const fs = process.getBuiltinModule('node:fs');
  const { execFileSync } = process.getBuiltinModule('node:child_process');

  const isOurs = (pid: string): boolean => {
    try {
      const dead = /^\d+ \(.*\) [ZX]/s.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
      if (dead) return false;
      if (fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark)) return true;
      const isNginx = fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'nginx';
      return isNginx && fs.readlinkSync(`/proc/${pid}/cwd`).startsWith(`${folder}/`);
    } catch {
      // Gone meanwhile, or another user's.
      return false;
    }
  };
  const inProc = (): number[] =>
    fs
      .readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && isOurs(name))
      .map(Number);
  const inPs = (): number[] =>
    execFileSync('ps', ['-axEww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 1 << 26 })
      .split('\n')
      .filter(
        (line) => `${line} `.includes(` ${mark} `) || (line.includes('nginx') && line.includes(`${folder}/instances/`)),
      )
      .map((line) => parseInt(line, 10));

  const killed = new Set<number>();
  const deadline = Date.now() + 10_000;
  for (;;) {
    const living = (process.platform === 'linux' ? inProc() : inPs()).filter((pid) => pid !== process.pid);
    if (living.length === 0) return killed.size;
    if (Date.now() > deadline) throw new Error(`Processes ${living.join(', ')} of the sandbox did not end.`);
    for (const pid of living) {
      killed.add(pid);
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Already gone.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
