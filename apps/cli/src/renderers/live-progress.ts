import type { Writable } from 'node:stream';
import { clip } from './display-width.js';
import { palette } from './palette.js';
import type { Progress, ProgressLine } from './progress.js';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const USUAL_COLUMNS = 80;

/** For a terminal: finished lines stay, the passing one at the bottom moves and is overwritten. */
export function liveProgress(
  stream: Writable & { isTTY?: boolean; columns?: number },
  environment: NodeJS.ProcessEnv,
): Progress {
  const colors = palette(stream, environment);
  const marks: Record<ProgressLine['level'], string> = {
    step: colors.dim('•'),
    progress: '',
    success: colors.bold('✔'),
    warning: colors.yellow('▲'),
    failure: colors.red('✖'),
  };
  let passing = '';
  let frame = 0;
  const draw = () => {
    if (passing === '') return;
    frame = (frame + 1) % FRAMES.length;
    // A wrapped line cannot be overwritten, and some terminals wrap as soon as the last column is used.
    stream.write(CLEAR_LINE + clip(`${FRAMES[frame]} ${passing}`, (stream.columns || USUAL_COLUMNS) - 1));
  };
  const restore = () => void stream.write(CLEAR_LINE + SHOW_CURSOR);
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  // However the process leaves, the terminal gets its cursor back.
  process.once('exit', restore);
  stream.write(HIDE_CURSOR);
  let ended = false;
  return {
    show({ level, text }) {
      if (level !== 'progress') {
        stream.write(`${CLEAR_LINE}${marks[level]} ${text}\n`);
        passing = '';
      } else {
        passing = text.replaceAll('\n', ' ');
      }
      draw();
    },
    end() {
      if (ended) return;
      ended = true;
      clearInterval(timer);
      process.off('exit', restore);
      restore();
    },
  };
}
