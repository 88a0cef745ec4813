import type { Json } from './types.js';
import { isJson, stringOf } from './validate/problems.js';
import type { KeptMessage, Workspace } from './workspace.js';

/** Everything in the workspace as one HTML page: messages with their threads, what one person saw, homes, modals. */
export function renderPage(workspace: Workspace): string {
  const { messages, ephemerals, homes, modals, users, userGroups, channels } = workspace;
  const name = (id: string) => users.get(id)?.name ?? userGroups.get(id)?.handle ?? id;
  const named = (page: string) => page.replace(/(?<=<span class="at">@)[A-Z0-9]+/g, (id: string) => escape(name(id)));
  const message = (entry: KeptMessage, replies: string): string =>
    `<article${entry.deleted ? ' class="deleted"' : ''}><h3>${escape(name(entry.user))} <small>#${escape(
      channels.get(entry.channel)?.name ?? entry.channel,
    )} · ${time(entry.ts)}${entry.edits ? ` · edited ${entry.edits}×` : ''}${entry.deleted ? ' · deleted' : ''}</small></h3>${content(entry)}${replies}</article>`;
  const threads = messages
    .filter(({ threadTs }) => threadTs === null)
    .map((root) => {
      const replies = messages.filter(({ channel, threadTs }) => channel === root.channel && threadTs === root.ts);
      const inside = replies.map((reply) => message(reply, '')).join('');
      return message(
        root,
        replies.length
          ? `<details open><summary>${replies.length === 1 ? '1 reply' : `${replies.length} replies`}</summary>${inside}</details>`
          : '',
      );
    });
  const whispers = ephemerals.map(
    (entry) =>
      `<article class="ephemeral"><h3>Only visible to ${escape(name(entry.user))}</h3>${content(entry)}</article>`,
  );
  const views = [
    ...[...homes].map(
      ([user, view]) => `<article><h3>App Home of ${escape(name(user))}</h3>${blocks(view['blocks'])}</article>`,
    ),
    ...modals.map(
      ({ user, view }) =>
        `<article><h3>Modal of ${escape(name(user))}: ${escape(textOf(view['title']))}</h3>${blocks(view['blocks'])}</article>`,
    ),
  ];
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Fake Slack</title><style>${STYLE}</style>
<main><h1>Fake Slack</h1>${section('Channels', threads)}${section('Ephemeral', whispers)}${section('Views', views)}</main></html>`;
  return named(page);
}

function section(title: string, articles: readonly string[]): string {
  return articles.length === 0 ? '' : `<h2>${title}</h2>${articles.join('\n')}`;
}

function content({ text, blocks: list }: { text: string; blocks: readonly Json[] }): string {
  return list.length > 0 ? blocks(list) : `<p>${mrkdwn(text)}</p>`;
}

function blocks(list: unknown): string {
  return Array.isArray(list) ? list.filter(isJson).map(block).join('') : '';
}

function block(value: Json): string {
  const elements = Array.isArray(value['elements']) ? value['elements'].filter(isJson) : [];
  switch (value['type']) {
    case 'header':
      return `<h4>${escape(textOf(value['text']))}</h4>`;
    case 'divider':
      return '<hr>';
    case 'context':
      return `<p class="context">${elements.map((element) => mrkdwn(textOf(element))).join(' ')}</p>`;
    case 'actions':
      return `<p>${elements.map(element).join(' ')}</p>`;
    case 'input':
      return `<p><b>${escape(textOf(value['label']))}</b> ${isJson(value['element']) ? element(value['element']) : ''}</p>`;
    default: {
      const fields = Array.isArray(value['fields']) ? value['fields'].filter(isJson) : [];
      const cells = fields.map((field) => `<div>${mrkdwn(textOf(field))}</div>`).join('');
      const accessory = isJson(value['accessory']) ? element(value['accessory']) : '';
      const said = value['text']
        ? `<div class="section"><div>${mrkdwn(textOf(value['text']))}</div>${accessory}</div>`
        : '';
      return `${said}${cells ? `<div class="fields">${cells}</div>` : ''}`;
    }
  }
}

function element(value: Json): string {
  if (value['type'] === 'button')
    return `<button class="${escape(stringOf(value['style']))}">${escape(textOf(value['text']))}</button>`;
  const options = Array.isArray(value['options']) ? value['options'].filter(isJson) : [];
  return options.length > 0
    ? `<select>${options.map((option) => `<option>${escape(textOf(option['text']))}</option>`).join('')}</select>`
    : '<input>';
}

function textOf(value: unknown): string {
  return isJson(value) ? stringOf(value['text']) : '';
}

/** Slack's markup; its own escapes (&amp; &lt; &gt;) are HTML's as well. */
function mrkdwn(text: string): string {
  return text
    .replace(/<(?![@#!]|https?:)/g, '&lt;')
    .replace(/<(https?:[^|>]+)\|([^>]+)>/g, '<a href="$1">$2</a>')
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '<time>$1</time>')
    .replace(/<!subteam\^([A-Z0-9]+)>/g, '<span class="at">@$1</span>')
    .replace(/<@([A-Z0-9]+)>/g, '<span class="at">@$1</span>')
    .replace(/```([\s\S]*?)```/g, '<pre>$1</pre>')
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replace(/(^|[\s(])\*([^*\n]+)\*/g, '$1<b>$2</b>')
    .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s.,)])/gm, '$1<i>$2</i>')
    .replaceAll('\n', '<br>');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function time(ts: string): string {
  return new Date(Number(ts) * 1_000).toISOString().slice(11, 19);
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;background:#f5f5f4;color:#1d1c1d;margin:0}main{max-width:860px;margin:0 auto;padding:24px}
article{background:#fff;border:1px solid #ddd;border-radius:8px;padding:12px 16px;margin:12px 0}article article{margin-left:24px}
h3{margin:0;font-size:15px}h3 small,.context{color:#616061;font-weight:400;font-size:13px}h4{font-size:18px;margin:8px 0}
.ephemeral{background:#fff9e6}.deleted{opacity:.5}.section,.fields,.context{margin:10px 0}.fields{display:grid;grid-template-columns:1fr 1fr;gap:8px}
.section{display:flex;justify-content:space-between;gap:12px}.section>div{flex:1}
button{border:1px solid #bbb;border-radius:4px;background:#fff;padding:5px 12px;font:inherit;font-weight:600}
button.primary{background:#007a5a;color:#fff}button.danger{background:#e01e5a;color:#fff}
pre{background:#f8f8f8;border:1px solid #ddd;padding:8px;white-space:pre-wrap}code{color:#c01343;background:#f6f6f6}.at{color:#1264a3}`;
