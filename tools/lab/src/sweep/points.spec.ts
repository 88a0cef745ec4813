import { callPoints, crashPoints, pointName } from './points.js';

const call = (service: string, operation: string, resource = '*') => ({ service, operation, resources: [resource] });
const calls = [
  call('s3', 'GetObject', 'arn:aws:s3:::b/state/p/e/lease.json'),
  call('s3', 'PutObject', 'arn:aws:s3:::b/state/p/e/journal/123-x.json'),
  call('elasticloadbalancing', 'ModifyListener', 'arn:listener'),
  call('s3', 'PutObject', 'arn:aws:s3:::b/state/p/e/journal/123-x.json'),
];

it('names each call so that another run has it too', () => {
  expect(callPoints(calls).map(({ operation, where, occurrence }) => [operation, where, occurrence])).toEqual([
    ['GetObject', 'lease.json', 1],
    ['PutObject', 'journal/', 1],
    ['ModifyListener', null, 1],
    ['PutObject', 'journal/', 2],
  ]);
});

it('kills before and after every call, settles both ways, and begins with the changes', () => {
  const points = crashPoints(callPoints(calls));
  expect(points).toHaveLength(calls.length * 4);
  expect(points.at(-1)).toMatchObject({ operation: 'GetObject', moment: 'after', mode: 'unwind' });
  expect(points.slice(0, 4).map(({ k, moment, mode }) => `${k} ${moment} ${mode}`)).toEqual([
    '2 before finish',
    '2 before unwind',
    '2 after finish',
    '2 after unwind',
  ]);
  expect(pointName('switch', points[3]!)).toBe(
    'switch, call 2 s3:PutObject(journal/)#1, killed after its effect, then resume --unwind',
  );
});
