import type { Json } from '../types.js';
import { checkString, checkText, checkUnique, isJson, stringOf, type Problems } from './problems.js';

const TEXTS = ['plain_text', 'mrkdwn'] as const;
const STYLES = ['primary', 'danger'];

type Check = (found: Problems, pointer: string, element: Json) => void;

/**
 * Interactive elements, by the limits of docs.slack.dev/reference/block-kit/block-elements; options and confirmations by
 * those of …/composition-objects. Anything that is not here is refused.
 */
const ELEMENTS: Readonly<Record<string, Check>> = {
  button(found, pointer, button) {
    checkText(found, `${pointer}/text`, button['text'], { most: 75 });
    checkString(found, `${pointer}/value`, button['value'], 2_000, false);
    checkString(found, `${pointer}/url`, button['url'], 3_000, false);
    checkString(found, `${pointer}/accessibility_label`, button['accessibility_label'], 75, false);
    const style = button['style'];
    if (style !== undefined && !STYLES.includes(stringOf(style)))
      found.add(`${pointer}/style`, 'must be primary or danger');
    checkConfirm(found, `${pointer}/confirm`, button['confirm']);
  },
  static_select(found, pointer, select) {
    checkText(found, `${pointer}/placeholder`, select['placeholder'] ?? { type: 'plain_text', text: '…' }, {
      most: 150,
    });
    checkOptions(found, `${pointer}/options`, select['options']);
    const initial = select['initial_option'];
    if (
      initial !== undefined &&
      !optionsOf(select).some((option) => JSON.stringify(option) === JSON.stringify(initial))
    )
      found.add(`${pointer}/initial_option`, 'must match one of the options');
  },
  radio_buttons(found, pointer, radio) {
    checkOptions(found, `${pointer}/options`, radio['options'], { most: 10, kinds: TEXTS });
  },
  plain_text_input(found, pointer, input) {
    if (input['placeholder'] !== undefined)
      checkText(found, `${pointer}/placeholder`, input['placeholder'], { most: 150 });
    checkString(found, `${pointer}/initial_value`, input['initial_value'], 3_000, false);
  },
};

export function checkElement(found: Problems, pointer: string, element: unknown): void {
  if (!isJson(element)) return found.add(pointer, 'must be an object');
  const check = ELEMENTS[String(element['type'])];
  if (!check) return found.add(`${pointer}/type`, `unsupported type: ${String(element['type'])}`);
  checkString(found, `${pointer}/action_id`, element['action_id'], 255, false);
  check(found, pointer, element);
}

export function checkElements(found: Problems, pointer: string, elements: unknown, most: number): void {
  if (!Array.isArray(elements) || elements.length === 0) return found.add(pointer, 'must have at least 1 item');
  if (elements.length > most) found.add(pointer, `no more than ${most} items allowed`);
  elements.forEach((element, index) => checkElement(found, `${pointer}/${index}`, element));
  checkUnique(
    found,
    pointer,
    'action_id',
    elements.map((element) => (isJson(element) ? element['action_id'] : undefined)),
  );
}

function checkConfirm(found: Problems, pointer: string, confirm: unknown): void {
  if (confirm === undefined) return;
  if (!isJson(confirm)) return found.add(pointer, 'must be an object');
  checkText(found, `${pointer}/title`, confirm['title'], { most: 100 });
  checkText(found, `${pointer}/text`, confirm['text'], { most: 300 });
  checkText(found, `${pointer}/confirm`, confirm['confirm'], { most: 30 });
  checkText(found, `${pointer}/deny`, confirm['deny'], { most: 30 });
}

/** Those of a menu are plain text; those of radio buttons may have markup. */
function checkOptions(
  found: Problems,
  pointer: string,
  options: unknown,
  { most = 100, kinds }: { most?: number; kinds?: readonly string[] } = {},
): void {
  if (!Array.isArray(options) || options.length === 0) return found.add(pointer, 'must have at least 1 item');
  if (options.length > most) found.add(pointer, `no more than ${most} items allowed`);
  options.forEach((option: unknown, index) => {
    if (!isJson(option)) return found.add(`${pointer}/${index}`, 'must be an object');
    checkText(found, `${pointer}/${index}/text`, option['text'], { most: 75, kinds });
    checkString(found, `${pointer}/${index}/value`, option['value'], 150);
  });
}

function optionsOf(select: Json): unknown[] {
  return Array.isArray(select['options']) ? select['options'] : [];
}
