import type { Json } from '../types.js';
import { checkElement, checkElements } from './elements.js';
import { checkString, checkText, checkUnique, isJson, problems, type Problems } from './problems.js';

const TEXTS = ['plain_text', 'mrkdwn'] as const;
export type Surface = 'message' | 'modal' | 'home';

/** docs.slack.dev/reference/block-kit/blocks */
const MOST_BLOCKS: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
/** docs.slack.dev/reference/block-kit/composition-objects/text-object */
const LONGEST_TEXT = 3_000;
/** docs.slack.dev/reference/block-kit/blocks/actions-block: 25 elements, as `ActionsBlock` of @slack/types says too. */
const MOST_ACTIONS = 25;
/** Not documented: what slackapi/bolt-js#2509 measured is a little above this, and changes with the contents. */
const LONGEST_BLOCKS = 13_000;

type Check = (found: Problems, pointer: string, block: Json) => void;

/** Each by its own page below docs.slack.dev/reference/block-kit/blocks. */
const BLOCKS: Readonly<Record<string, Check>> = {
  section(found, pointer, block) {
    const fields = block['fields'];
    if (block['text'] !== undefined || fields === undefined)
      checkText(found, `${pointer}/text`, block['text'], { most: LONGEST_TEXT, kinds: TEXTS });
    if (Array.isArray(fields)) {
      if (fields.length === 0) found.add(`${pointer}/fields`, 'must have at least 1 item');
      if (fields.length > 10) found.add(`${pointer}/fields`, 'no more than 10 items allowed');
      fields.forEach((field, index) =>
        checkText(found, `${pointer}/fields/${index}`, field, { most: 2_000, kinds: TEXTS }),
      );
    }
    if (block['accessory'] !== undefined) checkElement(found, `${pointer}/accessory`, block['accessory']);
  },
  header: (found, pointer, block) => checkText(found, `${pointer}/text`, block['text'], { most: 150 }),
  divider: () => undefined,
  context(found, pointer, block) {
    const elements = block['elements'];
    if (!Array.isArray(elements) || elements.length === 0)
      return found.add(`${pointer}/elements`, 'must have at least 1 item');
    if (elements.length > 10) found.add(`${pointer}/elements`, 'no more than 10 items allowed');
    elements.forEach((element, index) =>
      checkText(found, `${pointer}/elements/${index}`, element, { most: LONGEST_TEXT, kinds: TEXTS }),
    );
  },
  actions: (found, pointer, block) => checkElements(found, `${pointer}/elements`, block['elements'], MOST_ACTIONS),
  input(found, pointer, block) {
    checkText(found, `${pointer}/label`, block['label'], { most: 2_000 });
    if (block['hint'] !== undefined) checkText(found, `${pointer}/hint`, block['hint'], { most: 2_000 });
    checkElement(found, `${pointer}/element`, block['element']);
  },
};

/** Slack's complaints about a list of blocks; empty when it would take them. */
export function blockProblems(blocks: unknown, surface: Surface): string[] {
  const found = problems();
  if (!Array.isArray(blocks)) {
    found.add('/blocks', 'must be an array');
    return found.list;
  }
  if (blocks.length > MOST_BLOCKS[surface]) found.add('/blocks', `no more than ${MOST_BLOCKS[surface]} items allowed`);
  blocks.forEach((block: unknown, index) => checkBlock(found, `/blocks/${index}`, block));
  checkUnique(
    found,
    '/blocks',
    'block_id',
    blocks.map((block) => (isJson(block) ? block['block_id'] : undefined)),
  );
  return found.list;
}

/** Whether a message's blocks are more than Slack takes in all. */
export function areTooLong(blocks: unknown): boolean {
  return JSON.stringify(blocks).length > LONGEST_BLOCKS;
}

function checkBlock(found: Problems, pointer: string, block: unknown): void {
  if (!isJson(block)) return found.add(pointer, 'must be an object');
  const check = BLOCKS[String(block['type'])];
  if (!check) return found.add(`${pointer}/type`, `unsupported type: ${String(block['type'])}`);
  checkString(found, `${pointer}/block_id`, block['block_id'], 255, false);
  check(found, pointer, block);
}
