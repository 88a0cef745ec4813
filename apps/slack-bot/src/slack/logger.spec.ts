import { createLogger, redact } from './logger.js';

it.each(['xoxb-1-2-aB', 'xoxp-1', 'xoxa-2-a', 'xoxr-1', 'xoxe-1-a', 'xoxe.xoxp-1-a', 'xapp-1-A-2-f'])(
  'leaves %s out of whatever it stands in',
  (token) => {
    expect(redact(`{"token":"${token}"}`)).not.toContain(token.slice(-6));
    expect(redact(`Bearer ${token}, and more`)).toMatch(/and more$/);
  },
);

it('writes errors and objects without tokens, and debugging not at all', () => {
  const lines: string[] = [];
  const logger = createLogger((line) => void lines.push(line), ['a-signing-secret']);
  logger.error(new Error('Authorization: Bearer xoxb-1-2-abc'), { token: 'xapp-1-A-2', secret: 'a-signing-secret' });
  logger.debug('xoxp-3');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/xoxb-1|xapp-1|signing/);
});

it('writes what cannot be written as JSON', () => {
  const lines: string[] = [];
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  createLogger((line) => void lines.push(line)).warn(circle, undefined);
  expect(lines).toEqual(['warn [object Object] undefined']);
});
