import { joinsToSubs } from './joins-to-subs.js';

describe('joinsToSubs', () => {
  it.each([
    [['a-', { Ref: 'P' }, '-b'], 'a-${P}-b'],
    [[{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*'], '${Bucket.Arn}/*'],
    [['echo ${HOME} $PATH ', { Ref: 'P' }], 'echo ${!HOME} $PATH ${P}'],
    [
      ['x', { 'Fn::Select': [0, { Ref: 'L' }] }],
      ['x${Part1}', { Part1: { 'Fn::Select': [0, { Ref: 'L' }] } }],
    ],
  ])('%j becomes %j', (parts, sub) => {
    expect(joinsToSubs({ Value: [{ 'Fn::Join': ['', parts] }] })).toEqual({ Value: [{ 'Fn::Sub': sub }] });
  });

  it('leaves a join with a separator, and everything else', () => {
    const value = { 'Fn::Join': [',', ['a', { Ref: 'P' }]], Number: 1, None: null };
    expect(joinsToSubs(value)).toEqual(value);
  });
});
