import { blockProblems } from './blocks.js';
import { checkString, checkText, isJson, problems } from './problems.js';

/** Slack's complaints about a modal or an App Home (docs.slack.dev/reference/views); empty when it would take it. */
export function viewProblems(view: unknown, type: 'modal' | 'home'): string[] {
  const found = problems();
  if (!isJson(view)) {
    found.add('/view', 'must be an object');
    return found.list;
  }
  if (view['type'] !== type) found.add('/view/type', `must be ${type}`);
  checkString(found, '/view/private_metadata', view['private_metadata'], 3_000, false);
  checkString(found, '/view/callback_id', view['callback_id'], 255, false);
  if (type === 'modal') {
    checkText(found, '/view/title', view['title'], { most: 24 });
    for (const key of ['submit', 'close']) {
      if (view[key] !== undefined) checkText(found, `/view/${key}`, view[key], { most: 24 });
    }
    const blocks = Array.isArray(view['blocks']) ? view['blocks'] : [];
    const asks = blocks.some((block) => isJson(block) && block['type'] === 'input');
    if (asks && view['submit'] === undefined) found.add('/view/submit', 'is required when blocks contain an input');
  }
  return [...found.list, ...blockProblems(view['blocks'], type)];
}
