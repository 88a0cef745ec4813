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
  let lines: string[] = [];
  let sending: Promise<void> | null = null;
  const post = async () => {
    const taken = lines;
    lines = [];
    const text = clip(taken.map(escape).join('\n'), LONGEST);
    if (text === '') return;
    const block = {
      type: 'section',
      text: { type: 'mrkdwn', text: `\`\`\`${text.replaceAll('```', "'''")}\`\`\`` },
    } as const;
    try {
      await slack.post(channel, { text, blocks: [block] }, threadTs);
    } catch (error) {
      if (error instanceof SlackTrouble && error.code === 'ratelimited') lines = [...taken, ...lines];
    }
  };
  const ending = new AbortController();
  const gather = async () => {
    await clock.sleep(GATHER_MS, ending.signal).catch(() => undefined);
    await post();
  };
  return {
    add(line) {
      lines.push(line);
      sending ??= gather().finally(() => {
        sending = null;
      });
    },
    async end() {
      ending.abort(new Error('The operation ended.'));
      await sending;
      await post();
    },
  };
}
