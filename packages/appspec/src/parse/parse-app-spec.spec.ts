import { parseAppSpec } from './parse-app-spec.js';

const head = 'version: 0.0\nos: linux\n';

function problemsOf(text: string): string[] {
  const parsed = parseAppSpec(text);
  return parsed.ok ? [] : parsed.problems.map((problem) => `${problem.line}:${problem.code} ${problem.path}`.trim());
}

function warningsOf(text: string): string[] {
  return parseAppSpec(text).warnings.map((problem) => `${problem.line}:${problem.code} ${problem.path}`.trim());
}

it('shows no more of a long text than helps', () => {
  const parsed = parseAppSpec(`version: ${'0.0 '.repeat(1000)}`);
  const messages = parsed.ok ? [] : parsed.problems.map(({ message }) => message);
  expect(messages).toContain(`version must be the number 0.0, not the text "${'0.0 '.repeat(15)}…"`);
});

describe('parseAppSpec', () => {
  it('reads a whole document', () => {
    const parsed = parseAppSpec(`${head}file_exists_behavior: OVERWRITE
files:
  - source: /
    destination: /opt/app
permissions:
  - object: /opt/app
    pattern: "*.sh"
    except: [a.sh]
    type: [file]
    owner: root
    mode: 755
    acls: ["u:deploy:rx"]
    context: { name: system_u, type: httpd_t, range: "s0-s2:c0.c3,c7" }
hooks:
  AfterInstall:
    - location: hooks/a.sh
      timeout: 30
      runas: deploy
      sudo: true
    - location: hooks/b.sh
`);
    expect(parsed).toEqual({
      ok: true,
      warnings: [],
      appSpec: {
        version: 0,
        os: 'linux',
        fileExistsBehavior: 'OVERWRITE',
        files: [{ source: '/', destination: '/opt/app' }],
        permissions: [
          {
            object: '/opt/app',
            pattern: '*.sh',
            except: ['a.sh'],
            type: ['file'],
            owner: 'root',
            group: null,
            mode: '755',
            acls: ['u:deploy:rx'],
            context: { name: 'system_u', type: 'httpd_t', range: 's0-s2:c0.c3,c7' },
          },
        ],
        hooks: {
          AfterInstall: [
            { location: 'hooks/a.sh', timeoutSeconds: 30, runas: 'deploy', sudo: true },
            { location: 'hooks/b.sh', timeoutSeconds: 3600, runas: null, sudo: false },
          ],
        },
      },
    });
  });

  it('tells everything at once, top of the file first', () => {
    expect(
      problemsOf(`version: "0.0"
os: windows
file_exists_behavior: overwrite
files:
  - destination: /opt
  - source: a
permissions:
  - mode: 999
hooks:
  AfterInstal:
    - location: x.sh
      timeout: 0
`),
    ).toEqual([
      '1:VERSION_INVALID version',
      '2:OS_UNSUPPORTED os',
      '3:FILE_EXISTS_BEHAVIOR_INVALID file_exists_behavior',
      '5:FILE_SOURCE_INVALID files[0].source',
      '6:FILE_DESTINATION_INVALID files[1].destination',
      '8:PERMISSION_OBJECT_MISSING permissions[0].object',
      '8:PERMISSION_MODE_INVALID permissions[0].mode',
      '10:HOOK_EVENT_UNKNOWN hooks.AfterInstal',
      '12:HOOK_TIMEOUT_INVALID hooks.AfterInstal[0].timeout',
    ]);
  });

  it.each([
    ['an empty file', '', ['1:APPSPEC_EMPTY']],
    ['only comments', '# nothing\n', ['1:APPSPEC_EMPTY']],
    ['a null document', '~\n', ['1:APPSPEC_EMPTY']],
    ['UTF-16', '\ufffd\ufffdv\0e\0r\0', ['1:APPSPEC_ENCODING']],
    ['a list', '- a\n', ['1:APPSPEC_NOT_A_MAP']],
    ['text', 'hello\n', ['1:APPSPEC_NOT_A_MAP']],
    ['a tab as indent', `${head}hooks:\n\tAfterInstall:\n`, ['4:YAML_TAB']],
    ['an open bracket', `${head}files: [\n`, ['4:YAML_SYNTAX']],
    ['no version', 'os: linux\n', ['1:VERSION_INVALID version']],
    ['version 1.0', 'version: 1.0\nos: linux\n', ['1:VERSION_INVALID version']],
    ['an os in capitals', 'version: 0.0\nos: Linux\n', ['2:OS_UNSUPPORTED os']],
    ['files as a map', `${head}files:\n  source: a\n  destination: b\n`, ['4:FILES_INVALID files']],
    ['files as text', `${head}files:\n  - a\n`, ['4:FILES_INVALID files[0]']],
    [
      'a source above the bundle',
      `${head}files:\n  - source: ../../etc\n    destination: /x\n`,
      ['4:FILE_SOURCE_OUTSIDE files[0].source'],
    ],
    [
      'the same mapping twice',
      `${head}files:\n  - {source: a, destination: /x}\n  - {source: ./a, destination: /x/}\n`,
      ['5:FILE_DESTINATION_TWICE files[1]'],
    ],
    ['hooks as a list', `${head}hooks:\n  - AfterInstall\n`, ['4:HOOKS_INVALID hooks']],
    [
      'an event with one script instead of a list',
      `${head}hooks:\n  AfterInstall:\n    location: a.sh\n`,
      ['5:HOOKS_INVALID hooks.AfterInstall'],
    ],
    ['a script as text', `${head}hooks:\n  AfterInstall:\n    - a.sh\n`, ['5:HOOKS_INVALID hooks.AfterInstall[0]']],
    [
      'a script without location',
      `${head}hooks:\n  AfterInstall:\n    - timeout: 3\n`,
      ['5:HOOK_LOCATION_MISSING hooks.AfterInstall[0].location'],
    ],
    [
      'an empty location',
      `${head}hooks:\n  AfterInstall:\n    - location: "  "\n`,
      ['5:HOOK_LOCATION_MISSING hooks.AfterInstall[0].location'],
    ],
    [
      'a location above the bundle',
      `${head}hooks:\n  AfterInstall:\n    - location: ../a.sh\n`,
      ['5:HOOK_LOCATION_OUTSIDE hooks.AfterInstall[0].location'],
    ],
    ['an alias to itself', `${head}files: &x [*x]\n`, ['3:YAML_ALIAS files[0]', '3:FILES_INVALID files[0]']],
  ])('refuses %s', (_name, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it.each([
    ['0.0', true],
    ['0', true],
    ['0.00', true],
    ['"0.0"', false],
    ["'0'", false],
    ['0.1', false],
    ['~', false],
    ['false', false],
  ])('judges version: %s', (version, ok) => {
    expect(parseAppSpec(`version: ${version}\nos: linux\n`).ok).toBe(ok);
  });

  it.each([
    ['30', 30],
    ['"45"', 45],
    ['5m', 5],
    ['1.9', 1],
    ['1:30', 90],
    ['false', 3600],
    ['~', 3600],
    ['0', null],
    ['0.5', null],
    ['-1', null],
    ['soon', null],
    ['true', null],
    ['[1]', null],
  ])('reads timeout: %s as %s', (timeout, seconds) => {
    const parsed = parseAppSpec(`${head}hooks:\n  AfterInstall:\n    - location: a\n      timeout: ${timeout}\n`);
    expect(parsed.ok ? parsed.appSpec.hooks.AfterInstall?.[0]?.timeoutSeconds : null).toBe(seconds);
  });

  it.each([
    ['644', '644', []],
    ['"0644"', '0644', []],
    ['4755', '4755', []],
    ['7', '007', []],
    ['0644', '420', ['5:PERMISSION_MODE_OCTAL permissions[0].mode']],
    ['0755', null, []],
    ['888', null, []],
    ['12345', null, []],
    ['u+x', null, []],
  ])('reads mode: %s as %s, in YAML 1.1 like the agent', (mode, expected, warnings) => {
    const text = `${head}permissions:\n  - object: /x\n    mode: ${mode}\n`;
    const parsed = parseAppSpec(text);
    expect(parsed.ok ? parsed.appSpec.permissions[0]?.mode : null).toBe(expected);
    expect(warningsOf(text)).toEqual(warnings);
  });

  it('says what to write instead of an octal mode', () => {
    const parsed = parseAppSpec(`${head}permissions:\n  - object: /x\n    mode: 0755\n`);
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringMatching(/493.*write 755 or "755"/) }],
    });
  });

  it.each([
    ['type: file', 'PERMISSION_TYPE_INVALID'],
    ['type: [link]', 'PERMISSION_TYPE_INVALID'],
    ['except: a', 'PERMISSION_PATTERN_INVALID'],
    ['pattern: [a]', 'PERMISSION_PATTERN_INVALID'],
    ['owner: 1000', 'PERMISSION_OWNER_INVALID'],
    ['group: [a]', 'PERMISSION_OWNER_INVALID'],
    ['acls: u:a:r', 'PERMISSION_ACL_INVALID'],
    ['acls: ["u:a:rq"]', 'PERMISSION_ACL_INVALID'],
    ['acls: ["u::r"]', 'PERMISSION_ACL_INVALID'],
    ['context: httpd_t', 'PERMISSION_CONTEXT_INVALID'],
    ['context: {name: a}', 'PERMISSION_CONTEXT_INVALID'],
    ['context: {type: a, range: x9}', 'PERMISSION_CONTEXT_INVALID'],
  ])('refuses a permission with %s', (line, code) => {
    expect(problemsOf(`${head}permissions:\n  - object: /x\n    ${line}\n`)).toEqual([expect.stringContaining(code)]);
  });

  it.each([
    ['an unknown key', `${head}Hooks: {}\n`, ['3:KEY_UNKNOWN Hooks']],
    ['a key given twice', `${head}os: linux\n`, ['3:KEY_TWICE os']],
    ['an event without scripts', `${head}hooks:\n  AfterInstall:\n`, ['4:HOOK_EMPTY hooks.AfterInstall']],
    ['an unknown event without scripts', `${head}hooks:\n  Nonsense:\n`, ['4:HOOK_EMPTY hooks.Nonsense']],
    ['a built-in event', `${head}hooks:\n  Install: [{location: a}]\n`, ['4:HOOK_EVENT_NEVER_RUN hooks.Install']],
    [
      'sudo in text',
      `${head}hooks:\n  AfterInstall: [{location: a, sudo: "false"}]\n`,
      ['4:HOOK_SUDO_TRUTHY hooks.AfterInstall[0].sudo'],
    ],
    [
      'timeouts above the limit of an event',
      `${head}hooks:\n  AfterInstall: [{location: a, timeout: 3000}, {location: b, timeout: 700}]\n`,
      ['4:HOOK_TIMEOUT_OVER_LIMIT hooks.AfterInstall'],
    ],
    [
      'a relative destination',
      `${head}files: [{source: a, destination: opt}]\n`,
      ['3:FILE_DESTINATION_RELATIVE files[0].destination'],
    ],
    ['a second document', `${head}---\na: 1\n`, ['3:YAML_SEVERAL_DOCUMENTS']],
    [
      'an alias',
      `${head}files: [&a {source: x, destination: /y}]\npermissions: []\nhooks: {AfterInstall: &h [{location: a}], ApplicationStart: *h}\n`,
      ['5:YAML_ALIAS hooks.ApplicationStart'],
    ],
    [
      'the documented but unread SELinux user',
      `${head}permissions:\n  - object: /x\n    context: {user: u, type: t, range: s0}\n`,
      ['5:KEY_UNKNOWN permissions[0].context.user'],
    ],
  ])('accepts %s with a warning', (_name, text, expected) => {
    expect(parseAppSpec(text).ok).toBe(true);
    expect(warningsOf(text)).toEqual(expected);
  });

  it('takes the last of two keys, merges and aliases as YAML 1.1 does', () => {
    const parsed = parseAppSpec(`${head}hooks:
  BeforeInstall: [&base {location: a.sh, timeout: 5}]
  AfterInstall:
    - <<: *base
      location: b.sh
`);
    expect(parsed.ok && parsed.appSpec.hooks.AfterInstall).toEqual([
      { location: 'b.sh', timeoutSeconds: 5, runas: null, sudo: false },
    ]);
  });

  it.each([
    ['runas', '[a]', 'HOOK_RUNAS_INVALID', 'not a list'],
    ['runas', '{a: 1}', 'HOOK_RUNAS_INVALID', 'not a map'],
    ['runas', 'true', 'HOOK_RUNAS_INVALID', 'not true'],
    ['location', '[a]', 'HOOK_LOCATION_MISSING', 'not a list'],
    ['timeout', '{a: 1}', 'HOOK_TIMEOUT_INVALID', 'not a map'],
  ])('names the wrong type of %s: %s', (key, value, code, words) => {
    const script = { location: 'a', [key]: value };
    const lines = Object.entries(script).map(([name, text]) => `${name}: ${text}`);
    const parsed = parseAppSpec(`${head}hooks: {AfterInstall: [{${lines.join(', ')}}]}\n`);
    expect(parsed).toMatchObject({ ok: false, problems: [{ code, message: expect.stringContaining(words) }] });
  });

  it.each([
    ['object', '[a]', 'an object is a path in text, not a list'],
    ['context', '{type: [a], range: s0}', 'the type of a context is text, not a list'],
    ['context', '{type: a, name: {b: 1}, range: s0}', 'the name of a context is text, not a map'],
    ['context', '{type: a, range: [s0]}', 'the range of a context is text, not a list'],
  ])('names the wrong type in a permission with %s: %s', (key, value, message) => {
    const object = key === 'object' ? '' : 'object: /x, ';
    const parsed = parseAppSpec(`${head}permissions: [{${object}${key}: ${value}}]\n`);
    expect(parsed).toMatchObject({ ok: false, problems: [{ message }] });
  });

  it('looks into the scripts of an event that does not exist', () => {
    const text = `${head}hooks:\n  Nope:\n    - location: a\n      timeout: soon\n      runas: [a]\n      retries: 2\n`;
    expect(problemsOf(text)).toEqual([
      '4:HOOK_EVENT_UNKNOWN hooks.Nope',
      '6:HOOK_TIMEOUT_INVALID hooks.Nope[0].timeout',
      '7:HOOK_RUNAS_INVALID hooks.Nope[0].runas',
    ]);
    expect(warningsOf(text)).toEqual(['8:KEY_UNKNOWN hooks.Nope[0].retries']);
  });

  it('warns of unknown keys at every level', () => {
    const text = `${head}retries: 1\nfiles: [{source: a, destination: /x, mode: 1}]\nhooks: {AfterInstall: [{location: a, timeot: 3}]}\n`;
    expect(warningsOf(text)).toEqual([
      '3:KEY_UNKNOWN retries',
      '4:KEY_UNKNOWN files[0].mode',
      '5:KEY_UNKNOWN hooks.AfterInstall[0].timeot',
    ]);
  });

  it('counts lines of a file with Windows line ends', () => {
    expect(problemsOf('version: 0.0\r\nos: linux\r\nhooks:\r\n  Nope: [{location: a}]\r\n')).toEqual([
      '4:HOOK_EVENT_UNKNOWN hooks.Nope',
    ]);
  });

  it('suggests the key or event that was meant', () => {
    const { warnings } = parseAppSpec(`${head}fileExistsBehavior: RETAIN\n`);
    expect(warnings[0]?.message).toContain('did you mean "file_exists_behavior"?');
    const parsed = parseAppSpec(`${head}hooks: {after_install: [{location: a}]}\n`);
    expect(parsed).toMatchObject({ problems: [{ message: expect.stringContaining('did you mean AfterInstall?') }] });
  });
});
