import { table } from '../renderers/table.js';
import { wordsOf } from '../words/words.js';
import { reportRows, type DemoReport } from './report.js';

const REPORT: DemoReport = {
  switches: [
    { verb: 'switch', from: null, to: 'green', ms: 40 },
    { verb: 'rollback', from: 'green', to: 'blue', ms: 35 },
  ],
  releases: ['v1', 'v2'],
  ...{ requests: 1000, answered: 998, failed: 2, failures: { 'status 502': 2 } },
  ...{ longestGapMs: 12.5, p50Ms: 1.1, p99SteadyMs: 4, p99SwitchMs: 5 },
};

it.each([
  [
    'en',
    [
      'releases     v1, v2',
      'switch       none -> GREEN, 40 ms',
      'rollback     GREEN -> BLUE, 35 ms',
      'requests     1000 sent, 998 answered, 2 failed',
      '             2 x status 502',
      'longest gap  12.5 ms without an answer',
      'latency      p50 1.1 ms, p99 4 ms steady, 5 ms during switches',
    ],
  ],
  [
    'ko',
    [
      '릴리스     v1, v2',
      '전환       없음 -> GREEN, 40 ms',
      '롤백       GREEN -> BLUE, 35 ms',
      '요청       보냄 1000, 응답 998, 실패 2',
      '           2 x status 502',
      '최장 공백  응답 없던 시간 12.5 ms',
      '지연 시간  p50 1.1 ms, p99 평상시 4 ms, 전환 중 5 ms',
    ],
  ],
] as const)('the report reads well (%s)', (language, lines) => {
  expect(table(reportRows(REPORT, wordsOf(language)), { aligned: true }).split('\n')).toEqual(lines);
});
