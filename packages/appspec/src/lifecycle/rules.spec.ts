import * as fc from 'fast-check';
import { parseAccessEntry } from '../parse/access-entry.js';
import { contextRangeProblem } from '../parse/context-range.js';
import { wholeAccessList } from './access-list.js';
import { createLogTail } from './log-tail.js';
import { createLineSplitter } from './line-splitter.js';
import { scriptCommand } from './script-command.js';
import { matchesPattern } from './simple-pattern.js';

describe('matchesPattern', () => {
  it('agrees with a regular expression', () => {
    const letters = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 });
    fc.assert(
      fc.property(letters('ab.'), letters('ab.*'), (name, pattern) => {
        const escaped = pattern.replace(/[.]/g, '\\.').replace(/\*/g, '.*');
        expect(matchesPattern(name, pattern)).toBe(new RegExp(`^${escaped}$`).test(name));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('parseAccessEntry', () => {
  it.each([
    ['u:deploy:rwx', { forNewFiles: false, type: 'user', name: 'deploy', access: 'rwx' }],
    ['deploy:5', { forNewFiles: false, type: 'user', name: 'deploy', access: 'r-x' }],
    ['group:ops:r', { forNewFiles: false, type: 'group', name: 'ops', access: 'r--' }],
    ['m:rx', { forNewFiles: false, type: 'mask', name: '', access: 'r-x' }],
    ['d:o:r', { forNewFiles: true, type: 'other', name: '', access: 'r--' }],
    ['default:user:x:-w-', { forNewFiles: true, type: 'user', name: 'x', access: '-w-' }],
    ['d:x:7', { forNewFiles: true, type: 'user', name: 'x', access: 'rwx' }],
  ])('reads %s', (entry, expected) => {
    expect(parseAccessEntry(entry)).toEqual(expected);
  });

  it.each(['r', 'a:b:c:d:e', 'x:u:n:r', 'd:d:n:r', 'q:n:r', 'm:name:r', 'u::r', ':r', 'u:n:8', 'u:n:rwq'])(
    'refuses %s',
    (entry) => {
      expect(typeof parseAccessEntry(entry)).toBe('string');
    },
  );
});

describe('wholeAccessList', () => {
  it('adds the base entries and a mask', () => {
    expect(wholeAccessList(['u:a:r'], 0o100754)).toEqual([
      'user:a:r--',
      'user::rwx',
      'group::r-x',
      'other::r--',
      'mask::r-x',
    ]);
  });

  it('adds default entries where there is one', () => {
    expect(wholeAccessList(['d:u:a:r', 'd:g::x'], 0o040750)).toEqual([
      'default:user:a:r--',
      'default:group::--x',
      'user::rwx',
      'group::r-x',
      'other::---',
      'default:user::rwx',
      'default:other::---',
      'default:mask::--x',
    ]);
  });
});

describe('contextRangeProblem', () => {
  it.each(['s0', 's0-s15', 's0:c1', 's0-s3:c0.c5,c7', 's0:c0.c1023'])('lets %s through', (range) => {
    expect(contextRangeProblem(range)).toBeNull();
  });

  it.each([
    '',
    's',
    'x0',
    's0-',
    's3-s1',
    's0:',
    's0:c',
    's0:c1024',
    's0:c5.c1',
    's0:c1,c1',
    's0:c1.c3,c2',
    's0:c0.c99999999999',
    's0-s1-s2',
  ])('refuses "%s"', (range) => {
    expect(typeof contextRangeProblem(range)).toBe('string');
  });
});

describe('scriptCommand', () => {
  const script = { location: 'a.sh', timeoutSeconds: 1, runas: null, sudo: false };
  it.each([
    [{}, ['/x/a.sh']],
    [{ runas: 'deploy' }, ['su', 'deploy', '-c', '/x/a.sh']],
    [{ sudo: true }, ['sudo', '/x/a.sh']],
    [{ runas: 'deploy', sudo: true }, ['sudo', 'su', 'deploy', '-c', '/x/a.sh']],
  ])('for %j is %j', (changes, expected) => {
    const { command, args } = scriptCommand({ ...script, ...changes }, '/x/a.sh', 'apply');
    expect([command, ...args]).toEqual(expected);
  });

  it('quotes what su hands to a shell', () => {
    expect(scriptCommand({ ...script, runas: 'u' }, "/it's here/a.sh", 'apply').args[2]).toBe("'/it'\\''s here/a.sh'");
  });
});

describe('logs', () => {
  it('cut bytes into lines wherever the chunks end', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[aé한\r ]*$/u)), fc.array(fc.nat({ max: 7 })), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const seen: string[] = [];
        const splitter = createLineSplitter((line) => seen.push(line));
        let at = 0;
        for (const cut of cuts) {
          splitter.push(bytes.subarray(at, at + cut));
          at = Math.min(at + cut, bytes.length);
        }
        splitter.push(bytes.subarray(at));
        splitter.end();
        expect(seen).toEqual(lines);
      }),
    );
  });

  it('do not gather a line without end', () => {
    const seen: string[] = [];
    const splitter = createLineSplitter((line) => seen.push(line));
    for (let index = 0; index < 100; index += 1) splitter.push(Buffer.alloc(10_000, 'x'));
    splitter.end();
    expect(seen.join('')).toHaveLength(1_000_000);
    expect(seen.length).toBeGreaterThan(10);
  });

  it('have a tail of whole lines, or of the end of one that is too long', () => {
    const tail = createLogTail();
    for (let index = 0; index < 300; index += 1) tail.add(`line ${index}`);
    expect(tail.text()).toMatch(/^line \d+\n[^]*line 299\n$/);
    expect(tail.text().length).toBeLessThanOrEqual(2048);
    tail.add('y'.repeat(5000));
    expect(tail.text()).toBe(`${'y'.repeat(2047)}\n`);
  });
});
