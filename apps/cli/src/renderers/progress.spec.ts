import { fakeCli } from '../testing/fake-cli.js';
import { createProgress, type ProgressLine } from './progress.js';

const LINES: ProgressLine[] = [
  { level: 'step', text: 'upload begins' },
  { level: 'progress', text: '10 %' },
  { level: 'progress', text: '10 %' },
  { level: 'success', text: 'uploaded' },
  { level: 'failure', text: 'a hook failed' },
];

function draw(cli: ReturnType<typeof fakeCli>): string {
  const progress = createProgress(cli);
  for (const line of LINES) progress.show(line);
  progress.end();
  return cli.err();
}

describe('progress', () => {
  it('is one plain line a change where no terminal is, without control codes', () => {
    expect(draw(fakeCli())).toBe('   upload begins\n   10 %\nOK uploaded\nNG a hook failed\n');
  });

  it.each([
    ['in CI', { CI: 'true' }],
    ['on a dumb terminal', { TERM: 'dumb' }],
  ])('is plain %s, even with a terminal', (_name, environment) => {
    expect(draw(fakeCli({ terminal: true, environment }))).not.toContain('\u001b');
  });

  it('overwrites passing lines on a terminal and gives the cursor back', () => {
    const drawn = draw(fakeCli({ terminal: true, environment: { NO_COLOR: '1' } }));
    expect(drawn).toContain('✔ uploaded\n');
    expect(drawn).toContain('✖ a hook failed\n');
    expect(drawn.endsWith('\u001b[?25h')).toBe(true);
    expect(drawn).not.toContain('10 %\n');
  });

  it('is silent with --quiet', () => {
    const cli = fakeCli();
    cli.flags = { quiet: true };
    expect(draw(cli)).toBe('');
  });

  it('never goes to stdout', () => {
    const cli = fakeCli();
    draw(cli);
    expect(cli.out()).toBe('');
  });

  it('shows no control codes that the words themselves hold', () => {
    const cli = fakeCli();
    const progress = createProgress(cli);
    progress.show({ level: 'failure', text: 'start.sh: \u001b[31mboom\u001b[0m' });
    progress.end();
    expect(cli.err()).toBe('NG start.sh: boom\n');
  });

  describe('that passes on a terminal', () => {
    const passing = (columns: number, text: string) => {
      const cli = fakeCli({ terminal: true });
      cli.stderr.columns = columns;
      const progress = createProgress(cli);
      progress.show({ level: 'progress', text });
      const drawn = cli.err().split('\u001b[2K').at(-1)!;
      progress.end();
      return drawn;
    };

    it.each([
      ['latin', 'Waiting for GREEN: 0 of 2 targets', '⠙ Waiting for GREEN…'],
      ['Korean', '대기 중: 대상 2개 가운데 0개', '⠙ 대기 중: 대상 2개…'],
      ['of two lines', 'one\ntwo', '⠙ one two'],
    ])('is one line that never wraps: %s', (_name, text, drawn) => expect(passing(21, text)).toBe(drawn));

    it('moves while nothing new is said, and stops at the end', () => {
      jest.useFakeTimers();
      try {
        const cli = fakeCli({ terminal: true });
        const progress = createProgress(cli);
        progress.show({ level: 'progress', text: 'waiting' });
        jest.advanceTimersByTime(200);
        expect(cli.err()).toMatch(/⠙ waiting.*⠹ waiting.*⠸ waiting/s);
        progress.end();
        const drawn = cli.err();
        jest.advanceTimersByTime(1_000);
        progress.end();
        expect(cli.err()).toBe(drawn);
      } finally {
        jest.useRealTimers();
      }
    });

    it('gives the cursor back even when the process exits in the middle', () => {
      const cli = fakeCli({ terminal: true });
      const before = process.listeners('exit');
      const progress = createProgress(cli);
      const [onExit] = process.listeners('exit').filter((listener) => !before.includes(listener));
      onExit!(130);
      expect(cli.err().endsWith('\u001b[?25h')).toBe(true);
      progress.end();
      expect(process.listeners('exit')).toEqual(before);
    });
  });

  it('gives a sign of life every 30 s in a log while nothing changes', () => {
    jest.useFakeTimers();
    try {
      const cli = fakeCli();
      const progress = createProgress(cli);
      progress.show({ level: 'progress', text: 'waiting' });
      jest.advanceTimersByTime(61_000);
      progress.end();
      jest.advanceTimersByTime(61_000);
      expect(cli.err()).toBe('   waiting\n.. waiting (30 s so far)\n.. waiting (60 s so far)\n');
    } finally {
      jest.useRealTimers();
    }
  });

  describe('in a GitLab job', () => {
    const GITLAB = { GITLAB_CI: 'true', CI: 'true' };
    const PHASED: ProgressLine[] = [
      { level: 'step', text: 'planned', phase: 'plan' },
      { level: 'step', text: 'lease taken', phase: null },
      { level: 'step', text: 'AfterInstall', phase: 'deployment' },
      { level: 'failure', text: 'a hook failed', phase: 'deployment' },
    ];

    function log(environment: NodeJS.ProcessEnv): string {
      const cli = fakeCli({ environment });
      const progress = createProgress(cli);
      for (const line of PHASED) progress.show(line);
      progress.end();
      return cli.err();
    }

    it('folds each phase into a section, and shows a failure outside of all', () => {
      const marks = log(GITLAB).replaceAll(/:\d{10}:/g, ':');
      expect(marks).toBe(
        [
          '\u001b[0Ksection_start:bluegreen_plan_1[collapsed=true]\r\u001b[0KPlan and gates',
          '   planned',
          '   lease taken',
          '\u001b[0Ksection_end:bluegreen_plan_1\r\u001b[0K',
          '\u001b[0Ksection_start:bluegreen_deployment_2[collapsed=true]\r\u001b[0KCodeDeploy, every lifecycle event',
          '   AfterInstall',
          '\u001b[0Ksection_end:bluegreen_deployment_2\r\u001b[0K',
          'NG a hook failed',
          '',
        ].join('\n'),
      );
    });

    it('is plain below Nx with prefixed lines, which would break the marks', () => {
      expect(log({ ...GITLAB, NX_STREAM_OUTPUT: 'true', NX_PREFIX_OUTPUT: 'true' })).not.toContain('section');
    });
  });
});
