import { fakeClock } from '../testing/fake-clock.js';
import { createStickiness } from './stickiness.js';

const NAMES = { pool: 'SP', target: 'ST' };
const BY_BALANCER = { kind: 'lb-cookie', durationSeconds: 60 } as const;
const BY_APP = { kind: 'app-cookie', cookieName: 'session', durationSeconds: 60 } as const;

function pairs(lines: string): string[] {
  return [...lines.matchAll(/^Set-Cookie: ([^;]+)/gm)].map((match) => match[1] ?? '');
}

describe('createStickiness', () => {
  it('keeps the pool until the cookie is over, in a value that tells nothing', () => {
    const clock = fakeClock();
    const stickiness = createStickiness(clock, NAMES);
    const lines = stickiness.poolCookies('blue', 60);
    const [plain = '', crossSite = ''] = pairs(lines);
    expect(lines).not.toContain('blue');
    expect(lines).toMatch(/SPCORS=[^;]+; Expires=[^;]+; Path=\/; SameSite=None; Secure\r\n$/);
    expect([stickiness.poolOf(`x=1; ${plain}`), stickiness.poolOf(crossSite)]).toEqual(['blue', 'blue']);
    clock.advance(60_000);
    expect(stickiness.poolOf(plain)).toBeNull();
  });

  it('knows nothing of forged, altered or foreign values, or of a cookie put to another use', () => {
    const stickiness = createStickiness(fakeClock(), NAMES);
    const [own = ''] = pairs(stickiness.poolCookies('blue', 60));
    const [foreign = ''] = pairs(createStickiness(fakeClock(), NAMES).poolCookies('blue', 60));
    const [target = ''] = pairs(stickiness.targetCookies('blue', 'i-1:80', 60));
    const altered = `SP=${own.charAt(3) === 'A' ? 'B' : 'A'}${own.slice(4)}`;
    for (const cookie of [altered, foreign, target.replace('ST=', 'SP='), 'SP=', 'SP=blue', 'SP=%%%']) {
      expect(stickiness.poolOf(cookie)).toBeNull();
    }
  });

  it('binds to a target within its pool only', () => {
    const stickiness = createStickiness(fakeClock(), NAMES);
    const [cookie = ''] = pairs(stickiness.targetCookies('blue', 'i-1:80', 60));
    expect(stickiness.targetOf(cookie, 'blue', BY_BALANCER)).toBe('i-1:80');
    expect(stickiness.targetOf(cookie, 'green', BY_BALANCER)).toBeNull();
    expect(stickiness.targetOf(cookie, 'blue', { kind: 'none' })).toBeNull();
  });

  it('binds with the application cookie, as long as the client has both', () => {
    const stickiness = createStickiness(fakeClock(), NAMES);
    expect(stickiness.appCookie('Set-Cookie: other=1\r\n', 'blue', 'i-1:80', BY_APP)).toBe('');
    const [cookie = ''] = pairs(stickiness.appCookie('Set-Cookie: session=abc; Path=/\r\n', 'blue', 'i-1:80', BY_APP));
    expect(cookie).toMatch(/^STAPP-0=/);
    expect(stickiness.targetOf(`session=abc; ${cookie}`, 'blue', BY_APP)).toBe('i-1:80');
    expect(stickiness.targetOf(cookie, 'blue', BY_APP)).toBeNull();
  });
});
