import { backgroundCommands } from './background-commands.js';

describe('backgroundCommands', () => {
  it.each([
    'node server.js &',
    'nohup node server.js &',
    'node server.js > log &',
    'node server.js 2> log &',
    'node server.js 2>&1 &',
    'cd /app && node server.js &',
    'node \\\n  server.js \\\n  --port 80 &',
    'a > log 2>&1; b &',
    '(sleep 1; node x) &',
    'node server.js & echo started',
    'if true; then node x & fi',
  ])('finds %s', (script) => {
    expect(backgroundCommands(`#!/bin/sh\n${script}\n`)).toEqual([{ line: 2, text: expect.any(String) }]);
  });

  it.each([
    'node server.js',
    'a && b || c',
    'node server.js > log 2>&1 &',
    'node server.js >/dev/null 2>&1 </dev/null &',
    'node server.js >> log 2>> errors &',
    'node server.js &> log &',
    'node server.js >& log &',
    'node server.js >log 2>log &',
    '(cd /app; node x) > log 2>&1 &',
    'echo "a & b"',
    "echo 'a & b'",
    'curl http://x/?a=1\\&b=2',
    '# node server.js &',
    'echo x # node &',
    'exec > log 2>&1\nnode server.js &',
    'a &\nb &\nwait',
    'cat <<EOF\nnode server.js &\nEOF',
    "cat <<-'END' > file\nrun &\nEND",
    'echo error >&2',
    'a 2>&1 | tee log',
  ])('lets %j pass', (script) => {
    expect(backgroundCommands(`#!/bin/sh\n${script}\n`)).toEqual([]);
  });
});
