import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sandboxControl } from '../measure/calls.mjs';
import { timeOnce } from '../measure/commands.mjs';
import { CLI } from '../measure/sandbox.mjs';

/** The default, as everybody meets it. */
const LEASE_MS = 60_000;
const HEARTBEAT_MS = LEASE_MS / 4;
const GIVE_UP_MS = 30_000;

/** How long after a dead holder's lease could have run out its switch is finished by another process. */
export async function takeover({ sandbox }) {
  const control = sandboxControl(sandbox);
  const fault = { kind: 'hold', service: 'elbv2', operation: 'ModifyListener', moment: 'after' };
  await control.ask('faults', fault);
  await control.newCalls();
  const dying = spawn(process.execPath, [CLI, 'switch', '--yes', '--quiet'], {
    env: sandbox.environment,
    stdio: 'ignore',
  });
  await moved(control);
  const died = once(dying, 'exit');
  dying.kill('SIGKILL');
  await died;
  const words = [CLI, 'resume', '--yes', '--quiet', '--json'];
  const elapsed = timeOnce({ file: process.execPath, words, environment: sandbox.environment });
  return [
    {
      figure: 'a switch killed half way, finished by another process: heartbeats after a lease since the kill',
      ours: (elapsed - LEASE_MS) / HEARTBEAT_MS,
      peer: 1,
      peerName: 'allowed',
      unit: 'heartbeats',
      limit: 1,
      absolute: true,
    },
  ];
}

/** Until the listener has changed, and the switch waits for the answer. */
async function moved(control) {
  const deadline = performance.now() + GIVE_UP_MS;
  while (performance.now() < deadline) {
    const { faults } = await control.ask('faults');
    if (faults.some(({ held }) => held.length > 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the switch never changed the listener');
}
