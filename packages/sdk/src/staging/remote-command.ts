/** Digits of the number that tells how long the runner is. */
const LENGTH_DIGITS = 10;

/** Reads the runner from stdin, compiles it in memory and leaves it the rest, to iterate over. Holds no single quote. */
const STARTER = [
  'const i=process.stdin,M=require("module");let b=Buffer.alloc(0);',
  'const f=d=>{b=Buffer.concat([b,d]);',
  `if(b.length<${LENGTH_DIGITS})return;`,
  `const n=${LENGTH_DIGITS}+Number(b.subarray(0,${LENGTH_DIGITS}));if(b.length<n)return;`,
  'i.off("data",f);i.pause();i.unshift(b.subarray(n));',
  `const m=new M("staging-runner");m._compile(b.subarray(${LENGTH_DIGITS},n).toString(),"staging-runner");m.exports.serve()};`,
  'i.on("data",f)',
].join('');

/** The whole of what the remote shell reads: always the same line. */
export const REMOTE_COMMAND = `exec node -e '${STARTER}'`;

/** What stdin starts with. @param runner JavaScript that exports `serve` */
export function withLength(runner: string): Buffer {
  const source = Buffer.from(runner);
  return Buffer.concat([Buffer.from(String(source.length).padStart(LENGTH_DIGITS, '0')), source]);
}
