import { BlueGreen, run } from '@bluegreen/sdk';
import { sandboxControl } from '../measure/calls.mjs';
import { memoryDocuments } from '../measure/memory-documents.mjs';
import { median } from '../measure/statistics.mjs';

const ROUNDS = 15;
const MOST_CALLS = 6;
const MOST_TIME = 1.15;

/** What lease and journal on S3 add to a switch: the same switch in the same process with both of them in memory. */
export async function journal({ sandbox }) {
  const control = sandboxControl(sandbox);
  const connect = (documents) => BlueGreen.connect({ env: sandbox.environment, surface: 'bench', documents });
  const memory = memoryDocuments();
  const inBucket = { connect: () => connect(undefined), times: [], calls: [] };
  const inMemory = { connect: () => connect(memory), times: [], calls: [] };
  for (const side of [inBucket, inMemory]) await thereAndBack(side, control);
  for (const side of [inBucket, inMemory]) side.times = [];
  inBucket.calls = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 ? [inMemory, inBucket] : [inBucket, inMemory]) await thereAndBack(side, control);
  }
  const figure = 'a switch with lease and journal on S3';
  return [
    {
      figure,
      ours: median(inBucket.times),
      peer: median(inMemory.times),
      peerName: 'with both in memory',
      unit: 'ms',
      limit: MOST_TIME,
    },
    {
      figure: `${figure}: calls of S3, at most`,
      ours: Math.max(...inBucket.calls),
      peer: MOST_CALLS,
      peerName: 'allowed',
      unit: 'calls',
      limit: MOST_CALLS,
      absolute: true,
    },
  ];
}

/**
 * There and back, so that each side finds traffic where its own record says it is. A connection of its own each time: one
 * that switched thirty times in a row would mostly wait for its own pace below ELBv2's rates.
 */
async function thereAndBack({ connect, times, calls }, control) {
  const bluegreen = await connect();
  try {
    await run(bluegreen.status());
    for (let turn = 0; turn < 2; turn += 1) {
      await control.newCalls();
      const started = performance.now();
      await run(bluegreen.switch());
      times.push(performance.now() - started);
      calls.push((await control.newCalls()).filter(({ service }) => service === 's3').length);
    }
  } finally {
    bluegreen.close();
  }
}
