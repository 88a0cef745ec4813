import { BlueGreen, run, type SwitchResult } from '@bluegreen/sdk';
import { eventually, type FakeWorld } from '@bluegreen/sdk/testing';

/** Another process's switch that has come to its first change of traffic, and waits there until it may go on. */
export async function switchHeld(
  world: FakeWorld,
  owner: string,
): Promise<{ switching: Promise<SwitchResult>; goOn: () => void }> {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const other = world.process({ owner, pace: async (call) => (call === 'traffic.write' ? held : undefined) });
  const switching = run(BlueGreen.over(other.ctx).switch());
  await eventually(() => other.calls.includes('traffic.write'));
  return { switching, goOn };
}
