import type { Writable } from 'node:stream';
import type { Phase } from './phase.js';
import { plainProgress } from './plain-progress.js';
import type { Progress } from './progress.js';

const TITLES: Readonly<Record<Phase, string>> = {
  plan: 'Plan and gates',
  package: 'Package and upload',
  deployment: 'CodeDeploy, every lifecycle event',
  health: 'Health and release identity',
  traffic: 'Traffic and proof',
  end: 'End',
};

/** GitLab folds what stands between these marks, and removes them (docs.gitlab.com, job_logs). */
const CLEAR = '\u001b[0K';

/**
 * For GitLab's job log: plain lines in one folded section a phase. What went wrong is printed outside of any section,
 * so that it is seen without a click.
 */
export function gitlabProgress(stream: Writable, now: () => number = Date.now): Progress {
  const plain = plainProgress(stream);
  const stamp = () => Math.floor(now() / 1000);
  let open: { name: string } | null = null;
  let sections = 0;
  const close = () => {
    if (open) stream.write(`${CLEAR}section_end:${stamp()}:${open.name}\r${CLEAR}\n`);
    open = null;
  };
  let current: Phase | null = null;
  return {
    show(line) {
      const { phase = null, level } = line;
      if (level === 'failure') close();
      else if (phase !== null && (phase !== current || !open)) {
        close();
        current = phase;
        // A phase may come twice; a section's name may not.
        open = { name: `bluegreen_${phase}_${(sections += 1)}` };
        stream.write(`${CLEAR}section_start:${stamp()}:${open.name}[collapsed=true]\r${CLEAR}${TITLES[phase]}\n`);
      }
      plain.show(line);
    },
    end() {
      plain.end();
      close();
    },
  };
}
