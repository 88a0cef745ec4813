import type { LabColor } from '../rig/observe.js';
import type { Rig } from '../rig/rig.js';

/** One operation that the sweep kills. */
export interface VerbRow {
  readonly name: string;
  /** Command of the CLI that has to exist. */
  readonly command: string;
  /** The command line to kill; `run` differs each time, for names that must be new. */
  words(rig: Rig, run: number): readonly string[];
  /** Brings the environment to where the verb starts from, whatever the last run left. */
  prepare(rig: Rig): Promise<void>;
}

const moveTo = async (rig: Rig, color: LabColor): Promise<void> => {
  const { live } = await rig.observe();
  if (live.join() !== color) await rig.must('switch', color, '--yes', '--quiet');
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
    async prepare(rig) {
      // The move that is taken back has to be the last one on record.
      await moveTo(rig, LIVE);
      await moveTo(rig, IDLE);
    },
  },
  {
    name: 'deploy',
    command: 'deploy',
    words: ({ app }, run) => ['deploy', IDLE, '--source', app, '--release', `lab-${run}`, '--quiet'],
    prepare: (rig) => moveTo(rig, LIVE),
  },
  {
    name: 'scale',
    command: 'scale',
    words: () => ['scale', IDLE, '2', '--yes', '--quiet'],
    async prepare(rig) {
      await moveTo(rig, LIVE);
      const { groups } = await rig.observe();
      if (groups[IDLE].desired !== 1) await rig.must('scale', IDLE, '1', '--yes', '--quiet');
    },
  },
  {
    name: 'lock',
    command: 'lock',
    words: () => ['lock', '--reason', 'lab', '--quiet'],
    async prepare(rig) {
      const { lease } = await rig.observe();
      if (lease?.state === 'locked') await rig.must('unlock', '--quiet');
    },
  },
];
