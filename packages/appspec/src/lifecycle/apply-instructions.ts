import {
  chmod,
  chown,
  copyFile,
  lchown,
  lstat,
  mkdir,
  open,
  readlink,
  realpath,
  stat,
  symlink,
  utimes,
} from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { SecurityContext } from '../app-spec.js';
import { wholeAccessList } from './access-list.js';
import { contextMark } from './cleanup-list.js';
import type { Instruction } from './instructions.js';
import { run } from './run-tool.js';

export interface ApplyOptions {
  cleanupFile: string;
  identity: 'apply' | 'skip';
  /** Told of each change of identity that is left out. */
  note: (text: string) => void;
  signal?: AbortSignal;
}

type Step<Type extends Instruction['type']> = Extract<Instruction, { type: Type }>;

/** Copies side by side; more gain nothing on a disk. */
const copiesAtOnce = 16;

/** Carries out a plan (contract C7, step 4). Every path made is in the cleanup list before it is filled. */
export async function applyInstructions(instructions: readonly Instruction[], options: ApplyOptions): Promise<void> {
  const list = await open(options.cleanupFile, 'w');
  const ids = new Map<string, Promise<number>>();
  try {
    for (let next = 0; next < instructions.length;) {
      options.signal?.throwIfAborted();
      const copies = copiesFrom(instructions, next);
      if (copies.length > 0) await copyAll(copies, list, options);
      else await applyOne(instructions[next], list, ids, options);
      next += Math.max(copies.length, 1);
    }
  } finally {
    await list.close();
  }
}

function copiesFrom(instructions: readonly Instruction[], start: number): Step<'copy'>[] {
  const copies: Step<'copy'>[] = [];
  for (const each of instructions.slice(start, start + copiesAtOnce)) {
    if (each.type !== 'copy') break;
    copies.push(each);
  }
  return copies;
}

async function copyAll(copies: Step<'copy'>[], list: FileHandle, { identity }: ApplyOptions): Promise<void> {
  await list.write(copies.map(({ destination }) => `${destination}\n`).join(''));
  const results = await Promise.allSettled(copies.map((each) => copy(each, identity)));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** A symlink is made anew; a file keeps mode and time, and its owner where identities count. */
async function copy({ source, destination }: Step<'copy'>, identity: 'apply' | 'skip'): Promise<void> {
  const status = await lstat(source);
  if (status.isSymbolicLink()) {
    await symlink(await readlink(source), destination);
    if (identity === 'apply') await lchown(destination, status.uid, status.gid);
    return;
  }
  await copyFile(source, destination);
  if (identity === 'apply') await chown(destination, status.uid, status.gid);
  await chmod(destination, status.mode & 0o7777);
  await utimes(destination, status.atime, status.mtime);
}

async function applyOne(
  step: Instruction | undefined,
  list: FileHandle,
  ids: Map<string, Promise<number>>,
  options: ApplyOptions,
): Promise<void> {
  if (step === undefined || step.type === 'copy') return;
  if (step.type === 'mkdir') {
    await mkdir(step.directory);
    await list.write(`${step.directory}\n`);
  } else if (step.type === 'chmod') {
    await chmod(step.file, parseInt(step.mode, 8));
  } else if (options.identity === 'skip') {
    options.note(`not applied here: ${describe(step)}`);
  } else if (step.type === 'setfacl') {
    const list = wholeAccessList(step.acl, (await stat(step.file)).mode);
    await run('setfacl', ['--set', list.join(','), '--', step.file]);
  } else if (step.type === 'semanage') {
    await list.write(`${contextMark}${await setContext(step.context, step.file)}\n`);
  } else {
    const owner = step.owner === null ? -1 : await idOf(ids, 'passwd', step.owner);
    const group = step.group === null ? -1 : await idOf(ids, 'group', step.group);
    await chown(step.file, owner, group);
  }
}

function describe(step: Step<'setfacl'> | Step<'semanage'> | Step<'chown'>): string {
  if (step.type === 'setfacl') return `acls ${step.acl.join(',')} on ${step.file}`;
  if (step.type === 'semanage') return `context ${step.context.type} on ${step.file}`;
  return `owner ${step.owner ?? ''}:${step.group ?? ''} on ${step.file}`;
}

async function setContext(context: SecurityContext, file: string): Promise<string> {
  const real = await realpath(file);
  const user = context.name === null ? [] : ['-s', context.name];
  const range = context.range === null ? [] : ['-r', context.range];
  await run('semanage', ['fcontext', '-a', ...user, '-t', context.type, ...range, real]);
  await run('restorecon', ['-v', real]);
  return real;
}

/** The number of a user or a group, asked of the system once. */
function idOf(ids: Map<string, Promise<number>>, database: 'passwd' | 'group', name: string): Promise<number> {
  const key = `${database}:${name}`;
  const known = ids.get(key);
  if (known !== undefined) return known;
  const asked = run('getent', [database, name]).then((line) => {
    const id = Number(line.split(':')[2]);
    if (Number.isInteger(id)) return id;
    throw new Error(`There is no ${database === 'passwd' ? 'user' : 'group'} ${name} on this host`);
  });
  ids.set(key, asked);
  return asked;
}
