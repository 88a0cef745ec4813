import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { readGood } from './good-revision.js';
import { lockHost } from './host-lock.js';
import { parseRequest, type StagingMessage, type StagingRequest } from './messages.js';
import { readFirstLine, receiveArchive } from './receive-archive.js';
import { runStaging } from './run-staging.js';
import { stagingHome } from './staging-home.js';

export interface StagingService {
  /** A request line, then the archive. */
  input: AsyncIterable<Buffer>;
  tell: (message: StagingMessage) => void;
  environment: NodeJS.ProcessEnv;
  identity: 'apply' | 'skip';
  now: () => number;
}

/**
 * The host's side of one staging deployment. Never rejects: how it ended is told. From the moment the archive is there
 * the sender is not needed any more, so a connection that breaks leaves no half deployment behind.
 */
export async function serveStaging(service: StagingService): Promise<void> {
  try {
    const { line, rest } = await readFirstLine(service.input);
    await deploy(service, parseRequest(line), rest);
  } catch (error) {
    service.tell({ kind: 'ended', outcome: 'refused', message: messageOf(error) });
  }
}

async function deploy(service: StagingService, request: StagingRequest, input: AsyncIterable<Buffer>): Promise<void> {
  const { tell, environment, identity, now } = service;
  const root = environment['BLUEGREEN_ROOT'] ?? '';
  const home = stagingHome(root);
  await mkdir(home.folder, { recursive: true, mode: 0o700 });
  const holder = { id: request.id, owner: request.owner, since: new Date(now()).toISOString() };
  const locked = await lockHost(home.lockFile, holder, now);
  if ('heldBy' in locked) return tell({ kind: 'locked', owner: locked.heldBy.owner, since: locked.heldBy.since });
  const archive = home.incoming(request.id);
  try {
    // What runs that broke off left here.
    await rm(path.dirname(archive), { recursive: true, force: true });
    const good = await readGood(home);
    tell({ kind: 'ready', former: good && { release: good.release, digest: good.digest } });
    await receiveArchive(request, input, archive);
    tell({ kind: 'received' });
    const run = { home, root, environment: hookEnvironment(environment), identity, request, archive, tell, now };
    await runStaging(run);
  } finally {
    await rm(archive, { force: true });
    await locked.lock.release();
  }
}

/** Without what tells of the connection: a program that a hook starts outlives it. */
function hookEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(environment).filter(([name, value]) => value !== undefined && !name.startsWith('SSH_'));
  return Object.fromEntries(kept) as Record<string, string>;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
