import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { CLI, plainEnvironment } from './sandbox.mjs';

const STACK = 'bluegreen-deployment-production';
const DEADLINE_MS = 60_000;

/** Starts a sandbox without instances: ms until AWS answers, and from CreateStack to CREATE_COMPLETE by the stack's own events. */
export async function templateOnce() {
  const port = await freePort();
  const started = performance.now();
  const words = [CLI, 'sandbox', 'up', '--port', String(port), '--instances', '0', '--empty', '--json', '--quiet'];
  const child = spawn(process.execPath, words, { env: plainEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('the sandbox did not start')));
    // Also rejects when it is told to end, and nobody waits for it any more.
    ended.catch(() => undefined);
    while (!(await answers(port))) await orLate(started, ended, delay(5));
    const answeringMs = performance.now() - started;
    await orLate(started, ended, once(child.stdout, 'data'));
    return { answeringMs, createdMs: createdMs(port) };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

function createdMs(port) {
  const env = plainEnvironment();
  const described = [CLI, 'sandbox', 'env', '--port', String(port), '--json'];
  const variables = JSON.parse(execFileSync(process.execPath, described, { encoding: 'utf8', env }));
  const listed = ['cloudformation', 'describe-stack-events', '--stack-name', STACK, '--output', 'json'];
  const given = { encoding: 'utf8', env: { ...env, ...variables }, maxBuffer: 64 * 1024 * 1024 };
  const { StackEvents } = JSON.parse(execFileSync('aws', listed, given));
  const at = (status) =>
    Date.parse(
      StackEvents.find(({ LogicalResourceId: id, ResourceStatus }) => id === STACK && ResourceStatus === status)
        .Timestamp,
    );
  return at('CREATE_COMPLETE') - at('CREATE_IN_PROGRESS');
}

async function answers(port) {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  }
}

function orLate(started, ended, awaited) {
  if (performance.now() - started > DEADLINE_MS) throw new Error('the sandbox did not come up within 60 s');
  return Promise.race([awaited, ended]);
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
