import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { APP, CLI } from './testing/cli.js';
import { REPOSITORY, runnablePage } from './testing/runnable-page.js';
import { BARE, sandboxUp, type TestSandbox } from './testing/sandbox.js';

jest.setTimeout(180_000);

/** As they are read: what one leaves behind is what the next one finds. */
const FIRST = ['deploy', 'switch', 'roll-back', 'scale', 'drift', 'recover'].map((name) => `docs/how-to/${name}.md`);
/** One is run by nx-workspace.spec.ts; the other has the commands of README.md, as docs-lines-links.spec.ts sees to. */
const ELSEWHERE = ['docs/how-to/nx.md', 'README.ko.md'];

const PAGES = ['.', 'docs', 'docs/how-to']
  .flatMap((below) => readdirSync(join(REPOSITORY, below)).map((name) => join(below, name)))
  .filter((page) => page.endsWith('.md') && !ELSEWHERE.includes(page) && runnablePage(page).blocks > 0)
  .sort((one, other) => rank(one) - rank(other));
/** These start a sandbox of their own, as a newcomer does; the others have an environment already. */
const FROM_NOTHING = PAGES.filter((page) => runnablePage(page).script.includes('sandbox up'));
const ON_AN_ENVIRONMENT = PAGES.filter((page) => !FROM_NOTHING.includes(page));

describe('every block of the documents that is marked runnable', () => {
  let folder: string;
  let port: number;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bluegreen-docs-'));
    port = await freePort();
    mkdirSync(join(folder, 'bin'));
    program('bluegreen', CALL);
    program('npx', '[ "$1" = bluegreen ] || { echo "npx $1: only bluegreen is here" >&2; exit 1; }\nexec "$@"');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

  /** As a reader whose port 4566 is taken, and who has a small machine. */
  const CALL = `case "$1 $2" in
  "sandbox up") exec ${process.execPath} ${CLI} "$@" --port $DOCS_PORT --instances 1 --workers 1 ;;
  "sandbox "*) exec ${process.execPath} ${CLI} "$@" --port $DOCS_PORT ;;
  *) exec ${process.execPath} ${CLI} "$@" ;;
esac`;

  function program(name: string, lines: string): void {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${lines}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  }

  /** A folder as a reader has it: a built revision, and the SDK installed. */
  function someProject(): string {
    const project = mkdtempSync(join(folder, 'project-'));
    cpSync(APP, join(project, 'dist/revision'), { recursive: true });
    mkdirSync(join(project, 'node_modules/@bluegreen'), { recursive: true });
    symlinkSync(join(REPOSITORY, 'packages/sdk'), join(project, 'node_modules/@bluegreen/sdk'));
    return project;
  }

  /** Fails with the page, the line, and what was said until then. */
  async function run(page: string, environment: NodeJS.ProcessEnv, at = port): Promise<void> {
    const { script, blocks } = runnablePage(page);
    expect(blocks).toBeGreaterThan(0);
    const code = await bash(script, { ...environment, DOCS_PORT: String(at) });
    expect(code).toBe('ended with 0');
  }

  async function bash(script: string, environment: NodeJS.ProcessEnv): Promise<string> {
    const PROJECT = someProject();
    const PATH = [join(folder, 'bin'), process.env['PATH']].join(delimiter);
    const env = { ...environment, PATH, ROOT: REPOSITORY, PROJECT };
    const child = spawn('bash', ['-c', script], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (told += text));
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    return code === 0 ? 'ended with 0' : `ended with ${String(code)}:\n${told}`;
  }

  describe('on a page that starts from nothing', () => {
    afterEach(() => bash('bluegreen sandbox down || true', { ...BARE, DOCS_PORT: String(port) }));

    it.each(FROM_NOTHING)('runs: %s', (page) => run(page, BARE));
  });

  describe('on a page that has an environment', () => {
    let sandbox: TestSandbox;
    beforeAll(async () => {
      sandbox = await sandboxUp('--instances', '2', '--workers', '1');
    });
    afterAll(() => sandbox.stop());

    it.each(ON_AN_ENVIRONMENT)('runs: %s', (page) => {
      const { port: its } = new URL(sandbox.environment['AWS_ENDPOINT_URL']!);
      return run(page, sandbox.environment, Number(its));
    });
  });

  it('is found where a reader begins', () => {
    expect(FROM_NOTHING).toEqual(expect.arrayContaining(['README.md', 'docs/how-to/rehearse.md']));
    expect(ON_AN_ENVIRONMENT).toEqual(expect.arrayContaining(FIRST));
  });

  it('is told by page and line when it fails', async () => {
    const page = 'README.md';
    const { script } = runnablePage(page);
    const [at, first] = [...script.split('\n').entries()].find(([, line]) => line.startsWith('npx bluegreen'))!;
    const broken = script.replace(first, 'false');
    expect(await bash(broken, BARE)).toContain(`failed: ${page}:${at + 1}: false`);
  });
});

function rank(page: string): number {
  return FIRST.includes(page) ? FIRST.indexOf(page) : FIRST.length;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
