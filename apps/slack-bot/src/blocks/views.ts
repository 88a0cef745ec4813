import type { Language, StoredRelease } from '@bluegreen/sdk';
import type { Block, View } from '../slack/slack-port.js';
import type { Ticket } from '../tickets/ticket.js';
import { wordsOf } from '../words/words.js';
import { clip, context, escape, fields, LIMITS, section } from './mrkdwn.js';
import { colorTexts, gatesText } from './plan-text.js';
import { titleOf } from './ticket-message.js';

/** Where the form's answers stand. */
export const FORM = {
  callback: 'deploy',
  environment: 'environment',
  color: 'color',
  release: 'release',
  holds: '-',
} as const;
const MOST_OPTIONS = 100;

const plain = (text: string, most: number) => ({ type: 'plain_text', text: clip(text, most) }) as const;

/** Opens at once, because a trigger lives three seconds; what it shows comes after. */
export function loadingModal(title: string, language: Language): View {
  const words = wordsOf(language);
  return {
    type: 'modal',
    title: plain(title, 24),
    close: plain(words.buttons.close, 24),
    blocks: [section(words.form.loading)],
  };
}

/** The form of a bare command. `where` is the channel that the answer belongs to. */
export function deployForm(
  options: {
    readonly environments: readonly string[];
    readonly environment: string;
    readonly releases: readonly StoredRelease[];
  },
  where: string,
  language: Language,
): View {
  const words = wordsOf(language);
  const select = (
    id: string,
    label: string,
    values: readonly (readonly [string, string])[],
    initial: number,
  ): Block => {
    const choices = values.slice(0, MOST_OPTIONS).map(([value, text]) => ({ text: plain(text, LIMITS.option), value }));
    return {
      type: 'input',
      block_id: id,
      label: plain(label, 100),
      element: { type: 'static_select', action_id: id, options: choices, initial_option: choices[initial]! },
    };
  };
  const environments = options.environments.map((name) => [name, name] as const);
  const names = [...new Set(options.releases.map(({ release }) => release))];
  return {
    type: 'modal',
    callback_id: FORM.callback,
    private_metadata: where,
    title: plain(words.form.title, 24),
    submit: plain(words.buttons.submit, 24),
    close: plain(words.buttons.close, 24),
    blocks: [
      select(
        FORM.environment,
        words.form.environment,
        environments,
        Math.max(0, options.environments.indexOf(options.environment)),
      ),
      select(
        FORM.color,
        words.form.color,
        (['idle', 'blue', 'green'] as const).map((color) => [color, color.toUpperCase()]),
        0,
      ),
      select(
        FORM.release,
        words.form.release,
        [...names.map((name) => [name, name] as const), [FORM.holds, words.form.holds]],
        0,
      ),
    ],
  };
}

/** Everything about one ticket: its gates, its steps, who agreed, what failed. */
export function detailsModal(ticket: Ticket, language: Language): View {
  const words = wordsOf(language);
  const { plan, steps, failure, approvals, colors } = ticket;
  const log = steps.map(({ text }) => escape(text)).join('\n');
  return {
    type: 'modal',
    title: plain(words.labels.details, 24),
    close: plain(words.buttons.close, 24),
    blocks: [
      section(`*${escape(titleOf({ ...ticket, language }))}*\n${words.states[ticket.state]}`),
      ...(colors ? [fields(colorTexts(ticket.live, colors, language))] : []),
      ...(plan ? [section(gatesText(plan.gates, language)), context(`${words.labels.plan} \`${plan.hash}\``)] : []),
      ...(approvals.length > 0 ? [section(approvals.map(({ id, at }) => `<@${id}> ${at}`).join('\n'))] : []),
      ...(log ? [section(`*${words.labels.log}*\n${log}`)] : []),
      ...(failure ? [section(`*${escape(failure.title)}*\n${failure.evidence.map(escape).join('\n')}`)] : []),
    ],
  };
}
