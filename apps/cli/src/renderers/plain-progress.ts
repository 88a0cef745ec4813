import type { Writable } from 'node:stream';
import type { Progress, ProgressLine } from './progress.js';

const HEARTBEAT_MS = 30_000;
const MARKS: Record<ProgressLine['level'], string> = {
  step: '  ',
  progress: '  ',
  success: 'OK',
  warning: '!!',
  failure: 'NG',
};

/** For logs and pipes: one line a change, no control codes, and a sign of life every 30 s while nothing changes. */
export function plainProgress(stream: Writable): Progress {
  const started = Date.now();
  let last = '';
  const write = (mark: string, text: string) => stream.write(`${mark} ${text}\n`);
  const heartbeat = setInterval(() => {
    if (last !== '') write('..', `${last} (${Math.round((Date.now() - started) / 1000)} s so far)`);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    show({ level, text }) {
      if (text === last) return;
      last = text;
      heartbeat.refresh();
      write(MARKS[level], text);
    },
    end: () => clearInterval(heartbeat),
  };
}
