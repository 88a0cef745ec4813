import type { Identity } from '../identity.js';

/** The app's front page: says in words which colour, release and instance answered. */
export function page(identity: Identity): string {
  const rows: [string, string][] = [
    ['Colour', identity.color.toUpperCase()],
    ['Release', identity.release],
    ['Instance', identity.instance],
    ['Worker', String(identity.worker)],
    ['Commit', identity.commit ?? 'unknown'],
  ];
  const body = rows.map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(identity.color)} ${escape(identity.release)}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 32rem; margin: 12vh auto; padding: 0 1rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem }
dt { opacity: .7 } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere }
</style>
<main><h1>It works.</h1><dl>${body}</dl></main>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
