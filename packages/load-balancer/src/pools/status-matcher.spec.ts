import { compileMatcher } from './status-matcher.js';

it.each([
  ['200', 200, true],
  ['200', 201, false],
  ['200,202', 202, true],
  ['200,202', 201, false],
  ['200-299', 250, true],
  ['200-299', 300, false],
  ['200, 301-302', 302, true],
])('the matcher %s on %d is %s', (matcher, status, expected) => {
  expect(compileMatcher(matcher)(status)).toBe(expected);
});
