import { collect, fakeRelease, fakeWorld, GROUP_ARNS } from '../testing/index.js';
import { history } from '../operations/history.js';
import { lock } from '../operations/lock.js';
import { switchTraffic } from '../operations/switch-traffic.js';
import { unlock } from '../operations/unlock.js';
import { redact, redactedJson } from './redact.js';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe('redact', () => {
  it.each([
    ['name and password of a URL', 'clone https://jane:hunter22@git.example.test/x', 'hunter22'],
    ['a signed URL', 'https://b.s3.amazonaws.com/k?X-Amz-Signature=abcdef0123&X-Amz-Expires=60', 'abcdef0123'],
    ['an older signed URL', 'https://b.s3.amazonaws.com/k?AWSAccessKeyId=x&Signature=qwertyuiop', 'qwertyuiop'],
    ['an access key', 'used AKIAIOSFODNN7EXAMPLE by mistake', 'IOSFODNN7'],
    ['a session key', 'ASIAIOSFODNN7EXAMPLE', 'IOSFODNN7'],
    ['a secret key alone', `it says ${SECRET} there`, SECRET],
    ['a secret key with its name', `AWS_SECRET_ACCESS_KEY=${SECRET}`, SECRET],
    ['a secret key in a query', `https://h.example.test/x?of=${SECRET}`, SECRET],
    ['a session token', `x ${'FwoGZXIvYXdzEBYaD'.repeat(8)} y`, 'FwoGZXIvYXdz'],
    ['a bearer token', 'Authorization: Bearer abc.def-123456', 'abc.def-123456'],
    ['a password', 'password: "correct-horse"', 'correct-horse'],
    ['a Slack token', 'xoxb-123456789-abcdef', '123456789-abcdef'],
    ['a GitLab token', 'glpat-abcdefghij12345', 'abcdefghij12345'],
    ['a web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefgh', 'eyJzdWIiOiIxIn0'],
  ])('takes out %s', (_name, text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('***');
  });

  it.each([
    GROUP_ARNS.blue,
    'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/bluegr-Appli-1A2B3C4D5E6F/50dc6c495c0c9188/f2f7dc8efc522ab2/1a2b3c4d5e6f7a8b',
    `releases/bluegreen-app/v1-${'ab12'.repeat(16)}.zip`,
    '0123456789abcdef0123456789abcdef01234567',
    'd-ABCDEFGHI',
    'bluegreen:3f0c9a52-9d2e-4a44-8b35-0f5b0f0a7c11',
    'https://gitlab.example.test/group/project/-/jobs/4711',
    'switch to green, because v2 answers 502 on /health?deep=1',
    'https://team.slack.com/archives/C0DEPLOYS/p1795486949373000',
  ])('leaves alone what is no secret: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('never touches what has to be written back', () => {
    const raw = { ClientId: 'AKIAIOSFODNN7EXAMPLE', Password: 'password=hunter22' };
    const change = { before: [{ type: 'other', raw }], observed: 'password=hunter22' };
    expect(JSON.parse(redactedJson(change))).toEqual({ before: change.before, observed: 'password=***' });
  });
});

describe('what is written down', () => {
  it('holds no secret, whichever way it came in', async () => {
    const world = fakeWorld({ faults: [(call, nth) => (call === 'traffic.write' && nth === 1 ? leak : undefined)] });
    const leak = {
      kind: 'refuse' as const,
      error: new Error(`denied for ${SECRET} at https://u:pass@h/?X-Amz-Signature=abcd`),
    };
    const ctx = { ...world.ctx, actor: { owner: 'jane:password=hunter22', surface: 'cli', link: 'https://x:y@h/job' } };
    await collect(switchTraffic(ctx));
    await collect(lock({ ...ctx, newId: () => 'locking' }, { reason: `key ${SECRET}` }));
    const written = [...world.documents.values()].map(({ body }) => body).join('\n');
    for (const secret of [SECRET, 'hunter22', 'x:y@', 'u:pass', 'abcd']) expect(written).not.toContain(secret);
    expect(written).toContain(fakeRelease('v2', '2').digest);
    expect(written).toContain(GROUP_ARNS.blue);
    // What is far too long is cut short, so that whoever wrote it can still read it.
    world.clock.advance(1_000);
    const long = { ...ctx, newId: () => 'long', actor: { owner: 'x y '.repeat(5_000), surface: 'z '.repeat(9_000) } };
    await collect(unlock(long));
    expect((await collect(history(ctx, { limit: 1 }))).result).toMatchObject([{ id: 'long', verb: 'unlock' }]);
    // Pretty, for people.
    expect(written).toContain('\n  "version": 2');
  });
});
