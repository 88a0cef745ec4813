import { run } from '@bluegreen/sdk';
import type { LabColor } from '../rig/observe.js';
import type { Rig } from '../rig/rig.js';

/** One operation that the sweep kills. */
export interface VerbRow {
  readonly name: string;
  /** Command of the CLI that has to exist. */
  readonly command: string;
  /** The command line to kill; `nth` differs each time, for names that must be new. */
  words(rig: Rig, nth: number): readonly string[];
  /** Brings the environment to where the verb starts from, whatever the last run left. */
  prepare(rig: Rig): Promise<void>;
}

const moveTo = async (rig: Rig, color: LabColor): Promise<void> => {
  const { live } = await rig.observe();
  if (live.join() !== color) await run(rig.bluegreen.switch({ to: color }));
};

/** The idle colour in the state that every row starts from. */
const IDLE: LabColor = 'green';
const LIVE: LabColor = 'blue';

export const VERBS: readonly VerbRow[] = [
  {
    name: 'switch',
    command: 'switch',
    words: () => ['switch', IDLE, '--yes', '--quiet'],
    prepare: (rig) => moveTo(rig, LIVE),
  },
  {
    name: 'switch back',
    command: 'switch',
    words: () => ['switch', LIVE, '--yes', '--quiet'],
    prepare: (rig) => moveTo(rig, IDLE),
  },
  {
    name: 'rollback',
    command: 'rollback',
    words: () => ['rollback', '--yes', '--quiet'],
    // Nobody but the switch to it makes the idle colour live, so that is the last move on record.
    prepare: (rig) => moveTo(rig, IDLE),
  },
  {
    name: 'deploy',
    command: 'deploy',
    words: ({ app }, nth) => ['deploy', IDLE, '--source', app, '--release', `lab-${nth}`, '--quiet'],
    prepare: (rig) => moveTo(rig, LIVE),
  },
  {
    name: 'scale',
    command: 'scale',
    words: () => ['scale', IDLE, '2', '--yes', '--quiet'],
    async prepare(rig) {
      await moveTo(rig, LIVE);
      const { groups } = await rig.observe();
      if (groups[IDLE].desired !== 1) await run(rig.bluegreen.scale({ color: IDLE, desired: 1 }));
    },
  },
  {
    name: 'lock',
    command: 'lock',
    words: () => ['lock', '--reason', 'lab', '--quiet'],
    async prepare(rig) {
      const { lease } = await rig.observe();
      if (lease?.state === 'locked') await run(rig.bluegreen.unlock());
    },
  },
];
