// `node tools/release/picture.mjs`: runs the demo and draws what it said as docs/demo.svg: every step and what proved it, and
// the report. Details are left out.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const LINE = 20;
const MARGIN = 20;
const BAR = 36;
const COLUMN = 8.43;
const STYLE = `
    text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d7dce2; white-space: pre; }
    .ok { fill: #7ee0a1; font-weight: bold; }
    .phase { fill: #ffffff; font-weight: bold; }
    .figure { fill: #ffd479; }
    .quiet { fill: #8b95a1; }`;

const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(root, 'tools/release/demo.mjs')], {
  env: { ...process.env, NO_COLOR: '1' },
  maxBuffer: 16 * 1024 * 1024,
});
const steps = stderr.split('\n').filter((line) => /^OK (?!\w+: all )/.test(line));
const report = stdout.trimEnd().split('\n');
writeFileSync(join(root, 'docs/demo.svg'), draw(steps, report));
process.stdout.write(`docs/demo.svg: ${steps.length} steps\n`);

function draw(proven, figures) {
  const lines = [
    span('quiet', '$ ') + span('phase', 'npm run demo'),
    ...proven.map(step),
    '',
    ...figures.map((line) => {
      const [name, value] = line.split('\t');
      return span('quiet', name.padEnd(14)) + span('figure', value);
    }),
  ];
  const longest = Math.max(...proven.map((line) => line.length), ...figures.map((line) => line.length + 14));
  const width = Math.ceil(longest * COLUMN + 2 * MARGIN);
  const height = BAR + MARGIN + lines.length * LINE;
  const rows = lines.map(
    (line, at) => `  <text x="${MARGIN}" y="${BAR + 14 + at * LINE}" xml:space="preserve">${line}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
  <title>npm run demo</title>
  <desc>${escape([...proven, ...figures].join('\n').replaceAll('\t', ': '))}</desc>
  <style>${STYLE}
  </style>
  <rect width="${width}" height="${height}" rx="8" fill="#1b1f24"/>
  <circle cx="20" cy="18" r="5" fill="#57606a"/><circle cx="38" cy="18" r="5" fill="#57606a"/><circle cx="56" cy="18" r="5" fill="#57606a"/>
${rows.join('\n')}
</svg>
`;
}

/** A new phase stands out; what was proven within it follows. */
function step(line) {
  const text = line.slice(3);
  const phase = /^(Start|Deploy|Switch|Roll) /.test(text);
  return phase ? `${span('ok', 'OK')} ${span('phase', text)}` : `   ${span('', text)}`;
}

function span(style, text) {
  return `<tspan${style ? ` class="${style}"` : ''}>${escape(text)}</tspan>`;
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
