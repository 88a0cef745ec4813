import { duration } from './duration.js';
import { count, factor } from './number.js';

describe('duration', () => {
  it.each([
    ['90', 90_000],
    ['90s', 90_000],
    ['1500ms', 1_500],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['0.5m', 30_000],
  ])('reads %s', (text, milliseconds) => expect(duration(text)).toBe(milliseconds));

  it.each(['', 'soon', '5 m', '-1s', '0', '1d', '5mm'])('refuses "%s" and says what is wanted', (text) => {
    expect(() => duration(text)).toThrow(/duration/);
  });
});

describe('count', () => {
  it.each(['0', '4', '2'])('takes %s within bounds', (text) => expect(count(0, 4)(text)).toBe(Number(text)));
  it.each(['', ' ', '5', '-1', '1.5', 'two'])('refuses "%s" and names the bounds', (text) => {
    expect(() => count(0, 4)(text)).toThrow('Give a whole number from 0 to 4.');
  });
});

describe('factor', () => {
  it.each(['0', '-2', 'fast', '1001'])('refuses %s', (text) => expect(() => factor(text)).toThrow(/above 0/));
  it('takes fractions', () => expect(factor('0.5')).toBe(0.5));
});
