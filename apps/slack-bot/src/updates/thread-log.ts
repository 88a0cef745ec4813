import type { Clock } from '@bluegreen/sdk';
import { clip, escape } from '../blocks/mrkdwn.js';
import type { SlackPort } from '../slack/slack-port.js';
import { SlackTrouble } from '../slack/trouble.js';

/** Posts to one channel are limited to about one a second: lines wait for one another. */
const GATHER_MS = 2_000;
const LONGEST = 2_900;

export interface ThreadLog {
  add(line: string): void;
  /** Sends what is left. */
  end(): Promise<void>;
}

/** The log of one operation in its message's thread: lines gathered into few replies. Never fails the operation. */
export function threadLog(slack: Pick<SlackPort, 'post'>, clock: Clock, channel: string, threadTs: string): ThreadLog {
  const lines: string[] = [];
  let last: string | null = null;
  let sending: Promise<void> | null = null;
  /** As many lines as one reply holds, at least one. */
  const next = (): string[] => {
    let length = 0;
    const fitting = lines.findIndex((line) => (length += escape(line).length + 1) > LONGEST);
    return lines.splice(0, fitting === -1 ? lines.length : Math.max(1, fitting));
  };
  /** False when nothing more can be sent now. */
  const post = async (): Promise<boolean> => {
    const taken = next();
    if (taken.length === 0) return false;
    const text = clip(taken.map(escape).join('\n'), LONGEST);
    const block = {
      type: 'section',
      text: { type: 'mrkdwn', text: `\`\`\`${text.replaceAll('```', "'''")}\`\`\`` },
    } as const;
    try {
      await slack.post(channel, { text, blocks: [block] }, threadTs);
      return true;
    } catch (error) {
      if (error instanceof SlackTrouble && error.code === 'ratelimited') lines.unshift(...taken);
      return false;
    }
  };
  const ending = new AbortController();
  const gather = async () => {
    await clock.sleep(GATHER_MS, ending.signal).catch(() => undefined);
    await post();
  };
  return {
    add(line) {
      // Two steps of one operation may look at the same thing and see the same.
      if (line === last) return;
      last = line;
      lines.push(line);
      sending ??= gather().finally(() => {
        sending = null;
      });
    },
    async end() {
      ending.abort(new Error('The operation ended.'));
      await sending;
      while (await post());
    },
  };
}
