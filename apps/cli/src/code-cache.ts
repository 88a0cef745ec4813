import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** What a module's source is compiled with; Node's own, which the type declarations leave out. */
interface CompilableModule {
  _compile: (this: Module, source: string, file: string) => unknown;
}

type Wrapped = (exports: unknown, require: NodeJS.Require, module: Module, file: string, folder: string) => unknown;

/**
 * Keeps what V8 made of the bundle's chunks, so that the next start need not compile them again: about half of the time
 * of a short command. Functions compiled while the command ran are kept too, which Node's own cache leaves out.
 *
 * A cache that cannot be read, written or used is done without: the command is only slower.
 * @param bundle folder of the chunks; other modules are left to Node
 */
export function keepCompiledCode(bundle: string, environment: NodeJS.ProcessEnv): void {
  const folder = cacheFolder(environment);
  if (folder === null) return;
  const fresh = new Map<string, Script>();
  const prototype = Module.prototype as unknown as CompilableModule;
  const compile = prototype._compile;
  prototype._compile = function (source, file) {
    if (dirname(file) !== bundle) return compile.call(this, source, file);
    const cached = join(folder, nameOf(file));
    const script = new Script(Module.wrap(source), {
      filename: file,
      cachedData: read(cached),
    });
    if (script.cachedDataRejected !== false) fresh.set(cached, script);
    const run = script.runInThisContext() as Wrapped;
    return run.call(this.exports, this.exports, Module.createRequire(file), this, file, bundle);
  };
  process.once('exit', () => {
    for (const [cached, script] of fresh) write(cached, script.createCachedData());
  });
}

/** Null where there is no place for it. */
function cacheFolder(environment: NodeJS.ProcessEnv): string | null {
  const base = environment['XDG_CACHE_HOME'] || (homedir() && join(homedir(), '.cache'));
  return base ? join(base, 'bluegreen', `node-${process.version}-${process.arch}`) : null;
}

/** Another build of the same chunk has another size or time, and so another name. */
function nameOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return `${basename(file)}-${size}-${Math.round(mtimeMs)}`;
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function write(file: string, data: Buffer): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.${process.pid}`, data, { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
    sweep(file);
  } catch {
    // No room, or no right to write: the next start compiles again.
  }
}

const KEPT_MS = 24 * 60 * 60_000;

/** Takes away what other builds of the same chunk have left, once it is a day old: a build in use beside this one stays. */
function sweep(file: string): void {
  const folder = dirname(file);
  const [chunk] = basename(file).split('.cjs-');
  for (const other of readdirSync(folder)) {
    const path = join(folder, other);
    if (path === file || !other.startsWith(`${chunk}.cjs-`)) continue;
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
  }
}
