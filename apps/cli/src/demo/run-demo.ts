import { run, type BlueGreen, type BlueGreenEvent, type Operation, type SwitchResult } from '@bluegreen/sdk';
import { ledgerTime, summarize, type RunningLoad, type Span } from '@bluegreen/steady-load';
import type { Words } from '../words/words.js';
import type { DemoReport, DemoSwitch } from './report.js';

export interface DemoOptions {
  readonly bluegreen: BlueGreen;
  /** Folder that is deployed, twice, under two release names. */
  readonly app: string;
  readonly startLoad: (url: string) => RunningLoad;
  /** Lets the load run undisturbed for a while, to have something to compare a switch with. */
  readonly steadyWhile: () => Promise<void>;
  readonly words: Words['demo'];
  readonly onEvent: (event: BlueGreenEvent) => void;
  readonly onChapter: (title: string) => void;
}

/** The main job, as a person would do it: deploy, switch, deploy the next, switch under load, roll back, switch again. */
export async function runDemo(options: DemoOptions): Promise<DemoReport> {
  const { bluegreen, app, startLoad, steadyWhile, words, onEvent, onChapter } = options;
  const switches: DemoSwitch[] = [];
  const spans: Span[] = [];
  const follow = <Result>(title: string, operation: Operation<Result>): Promise<Result> => {
    onChapter(title);
    return run(operation, onEvent);
  };
  const move = async (verb: DemoSwitch['verb'], title: string, operation: Operation<SwitchResult>) => {
    const from = ledgerTime();
    const result = await follow(title, operation);
    spans.push({ from, to: ledgerTime() });
    switches.push({ verb, from: result.from, to: result.live, ms: Math.round(result.elapsedMs) });
  };

  await follow(words.deployFirst, bluegreen.deploy({ source: app, release: 'v1' }));
  await move('switch', words.switchFirst, bluegreen.switch({}));

  onChapter(words.load);
  const load = startLoad(bluegreen.config.productionUrl);
  try {
    await follow(words.deploySecond, bluegreen.deploy({ source: app, release: 'v2' }));
    await steadyWhile();
    await move('switch', words.switchSecond, bluegreen.switch({}));
    await steadyWhile();
    await move('rollback', words.rollBack, bluegreen.rollback({}));
    await steadyWhile();
    await move('switch', words.switchAgain, bluegreen.switch({}));
    await steadyWhile();
  } catch (error) {
    // The failure that ended the demo is the one to tell, whatever becomes of the load.
    await load.stop().catch(() => undefined);
    throw error;
  }
  return { switches, ...summarize(await load.stop(), spans), releases: ['v1', 'v2'] };
}
