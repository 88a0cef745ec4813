import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { REPOSITORY, runnablePage } from './testing/runnable-page.js';

const read = (page: string) => readFileSync(join(REPOSITORY, page), 'utf8');
const PAGES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: REPOSITORY,
  encoding: 'utf8',
})
  .split('\n')
  .filter((page) => page !== '' && existsSync(join(REPOSITORY, page)));

/** Code is no link, however it looks. */
function prose(page: string): string {
  return read(page)
    .replaceAll(/^\s*```[^]*?^\s*```/gm, '')
    .replaceAll(/`[^`\n]*`/g, '');
}

/** Targets of links and pictures that lead to files, by page. */
function linksOf(page: string): string[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((to) => !/^\w+:/.test(to));
}

/** As GitLab and GitHub name the place of a heading. */
function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isDead(page: string, link: string): boolean {
  const [path, anchor] = link.split('#') as [string, string?];
  const target = path === '' ? page : normalize(join(dirname(page), decodeURI(path)));
  if (!existsSync(join(REPOSITORY, target))) return true;
  return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
}

describe('links between documents', () => {
  it('lead somewhere, headings included', () => {
    const dead = PAGES.flatMap((page) =>
      linksOf(page).flatMap((link) => (isDead(page, link) ? `${page}: ${link}` : [])),
    );
    expect(PAGES.flatMap(linksOf).length).toBeGreaterThan(150);
    expect(dead).toEqual([]);
  });

  it.each(['no-such-page.md', 'guide.md#no-such-chapter', '#nowhere'])('would be found dead: %s', (link) => {
    expect(isDead('docs/README.md', link)).toBe(true);
  });

  it('reach every page from the index', () => {
    const seen = new Set(['docs/README.md']);
    for (const page of seen) {
      for (const link of linksOf(page)) {
        const to = normalize(join(dirname(page), link.split('#')[0]!));
        if (to.endsWith('.md') && existsSync(join(REPOSITORY, to))) seen.add(to);
      }
    }
    expect(PAGES.filter((page) => page.startsWith('docs/') && !seen.has(page))).toEqual([]);
  });
});

describe('the version in documents and components', () => {
  it('is that of the packages', () => {
    const { version } = JSON.parse(read('apps/cli/package.json')) as { version: string };
    const templates = readdirSync(join(REPOSITORY, 'templates')).map((name) => join('templates', name));
    const named = [...PAGES, ...templates].flatMap((file) =>
      [...read(file).matchAll(/(?:@bluegreen\/cli|your-group\/bluegreen\/[\w-]+)@(\d[\w.-]*)/g)].map(
        ([, number]) => `${file}: ${number}`,
      ),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((place) => !place.endsWith(`: ${version}`))).toEqual([]);
  });
});

describe('README.ko.md', () => {
  it('says what README.md says: the same chapters, commands and links', () => {
    const [en, ko] = ['README.md', 'README.ko.md'] as const;
    const commands = (page: string) =>
      [...read(page).matchAll(/^```sh.*\n([^]*?)^```/gm)].map(([, block]) => block!.replaceAll(/ +#.*/g, ''));
    const without = (page: string, other: string) => linksOf(page).filter((link) => link !== other);
    expect(read(ko).match(/^#+ /gm)).toEqual(read(en).match(/^#+ /gm));
    expect(commands(ko).map((block) => block.replace(' --lang ko', ''))).toEqual(commands(en));
    expect(without(ko, en)).toEqual(without(en, ko));
    expect(runnablePage(ko).blocks).toBe(runnablePage(en).blocks);
  });
});
