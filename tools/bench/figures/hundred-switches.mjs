import { setPriority } from 'node:os';
import { BlueGreen, run } from '@bluegreen/sdk';
import { startLoad, summarize } from '../measure/load.mjs';

const SWITCHES = 100;
const STEADY_MS = 20_000;
const DEPLOYER_NICENESS = 10;

/** 100 consecutive switches under load: not one failed request, and hardly a slower one. */
export async function hundredSwitches({ sandbox }) {
  const bluegreen = await BlueGreen.connect({ env: sandbox.environment, surface: 'bench' });
  const load = startLoad(bluegreen.config.productionUrl);
  // The deployer runs on another machine than the clients it must not disturb: here it leaves them the processor first.
  setPriority(DEPLOYER_NICENESS);
  await new Promise((resolve) => setTimeout(resolve, STEADY_MS));
  const spans = [];
  for (let index = 0; index < SWITCHES; index += 1) {
    const from = performance.timeOrigin + performance.now();
    await run(bluegreen.switch());
    spans.push({ from, to: performance.timeOrigin + performance.now() });
  }
  const ledger = await load.stop();
  bluegreen.close();
  const { requests, failed, failures, longestGapMs, p99SteadyMs, p99SwitchMs } = summarize(ledger, spans);
  return [
    {
      figure: `failed requests in ${SWITCHES} switches (${requests} sent, longest gap ${longestGapMs} ms)`,
      ours: failed,
      peer: 0,
      peerName: 'none',
      unit: 'requests',
      limit: 0,
      absolute: true,
      detail: failures,
    },
    {
      figure: 'p99 during switches',
      ours: p99SwitchMs,
      peer: p99SteadyMs,
      peerName: 'p99 in steady state',
      unit: 'ms',
      limit: 1.5,
    },
  ];
}
