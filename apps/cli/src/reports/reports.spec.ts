import { answerAs, fakeWorld, type FakeWorld } from '@bluegreen/sdk/testing';
import { XMLParser } from 'fast-xml-parser';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bluegreen-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function report(line: string, world: FakeWorld = fakeWorld()) {
  const code = await execute(fakeCli({ world }), [...line.split(' '), '--report-dir', folder]);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const variables = Object.fromEntries(
    read('deploy.env')
      .trim()
      .split('\n')
      .map((entry) => entry.split(/=(.*)/s, 2)),
  ) as Record<string, string>;
  return { code, read, variables, result: JSON.parse(read('result.json')) as Record<string, unknown> };
}

function testCases(xml: string) {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => name === 'testcase',
  });
  const suite = (parser.parse(xml) as { testsuites: { testsuite: Record<string, unknown> } }).testsuites.testsuite;
  return { suite, cases: suite['testcase'] as { name: string; failure?: { message: string }; error?: unknown }[] };
}

describe('--report-dir', () => {
  it('leaves six files after a switch, each telling the same story', async () => {
    const { code, read, variables, result } = await report('switch --yes');

    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      'annotations.json',
      'deploy.env',
      'events.ndjson',
      'junit.xml',
      'metrics.txt',
      'result.json',
    ]);
    expect(variables).toMatchObject({
      BLUEGREEN_COMMAND: 'switch',
      BLUEGREEN_EXIT_CODE: '0',
      BLUEGREEN_REASON_CODE: 'DONE',
      BLUEGREEN_COLOR: 'green',
      BLUEGREEN_LIVE: 'green',
      BLUEGREEN_RELEASE: 'v2',
    });
    expect(result).toMatchObject({ exitCode: 0, result: { changed: true, live: 'green' }, error: null });
    const { suite, cases } = testCases(read('junit.xml'));
    expect(suite).toMatchObject({ failures: '0', errors: '0', tests: String(cases.length) });
    expect(cases.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^targets-healthy: /));
    expect(read('metrics.txt')).toMatch(/^bluegreen_exit_code\{command="switch",environment="production"\} 0$/m);
    expect(JSON.parse(read('annotations.json'))).toMatchObject({
      bluegreen: [{ external_link: { url: /\/version$/ } }],
    });
    const types = read('events.ndjson')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(expect.arrayContaining(['plan.made', 'traffic.shifted', 'probe.passed']));
  });

  it('makes a failed gate a failed test case, and tells the reason code', async () => {
    const { code, read, variables } = await report(
      'switch --yes',
      fakeWorld({ alarms: { 'too-many-errors': 'ALARM' } }),
    );

    expect(code).toBe(6);
    expect(variables).toMatchObject({
      BLUEGREEN_EXIT_CODE: '6',
      BLUEGREEN_LIVE: 'blue',
      BLUEGREEN_REASON_CODE: 'GATE_FAILED',
    });
    const { cases } = testCases(read('junit.xml'));
    const failed = cases.filter(({ failure }) => failure);
    expect(failed.map(({ name }) => name.split(':')[0])).toEqual(['alarms-quiet', 'bluegreen switch']);
  });

  it('tells the colour that is live after traffic was put back', async () => {
    const world = fakeWorld({ faults: [answerAs('green', { status: 502, body: 'Bad gateway' })] });
    const { code, variables } = await report('switch --yes', world);
    expect(code).toBe(7);
    expect(variables['BLUEGREEN_LIVE']).toBe('blue');
  });

  it('refuses a folder that cannot be made before anything is done', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const world = fakeWorld();
    const cli = fakeCli({ world });

    expect(await execute(cli, ['switch', '--yes', '--report-dir', join(file, 'below')])).toBe(2);
    expect(cli.err()).toContain('USAGE_INVALID');
    expect(world.live).toBe('blue');
  });
});

describe('--query', () => {
  it('prints what the expression selects of the data', async () => {
    const cli = fakeCli({ world: fakeWorld() });
    expect(await execute(cli, ['status', '--query', 'colors.green.release'])).toBe(0);
    expect(cli.json()).toBe('v2');
  });

  it('prints null where nothing is selected', async () => {
    const cli = fakeCli({ world: fakeWorld() });
    await execute(cli, ['status', '--query', 'nothing.here']);
    expect(cli.json()).toBeNull();
  });

  it('refuses what is no JMESPath before anything is done', async () => {
    const world = fakeWorld();
    const cli = fakeCli({ world });
    expect(await execute(cli, ['switch', '--yes', '--query', 'a['])).toBe(2);
    expect(cli.err()).toMatch(/USAGE_INVALID.*--query "a\["/);
    expect(world.live).toBe('blue');
  });
});
