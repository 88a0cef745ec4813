import type { Answer, FakeEndpoint } from './testing/fake-endpoint.js';
import { s3Error, startFakeEndpoint } from './testing/fake-endpoint.js';

let fake: FakeEndpoint;
afterEach(() => fake.close());
const documents = () => fake.ports().documents('b', 'state/shop/production');

/** One object, with S3's conditions (contract D). */
function oneObject(initial: { body: string; version: number } | null) {
  let object = initial;
  return startFakeEndpoint(({ operation, headers, body }): Answer => {
    const eTag = () => `"e${object?.version}"`;
    if (operation === 'GetObject') {
      return object ? { body: object.body, headers: { etag: eTag() } } : s3Error('NoSuchKey', 404);
    }
    if (headers['if-none-match'] === '*' && object) return s3Error('PreconditionFailed', 412);
    if (headers['if-match'] && !object) return s3Error('NoSuchKey', 404);
    if (headers['if-match'] && headers['if-match'] !== eTag()) return s3Error('PreconditionFailed', 412);
    object = { body: body.toString(), version: (object?.version ?? 0) + 1 };
    return { headers: { etag: eTag() } };
  });
}

describe('createDocuments', () => {
  it('creates, reads and replaces a document under its prefix', async () => {
    fake = await oneObject(null);
    const lease = documents();
    expect(await lease.read('lease.json')).toBeNull();
    const created = await lease.create('lease.json', '{"n":1}');
    expect(created).toEqual({ version: 'e1' });
    expect(await lease.replace('lease.json', '{"n":2}', created!.version)).toEqual({ version: 'e2' });
    expect(await lease.read('lease.json')).toEqual({ body: '{"n":2}', version: 'e2', ageMs: 0 });
    expect(new Set(fake.calls.map((call) => call.path))).toEqual(new Set(['/b/state/shop/production/lease.json']));
  });

  it('tells the age of a document by the two time stamps of S3 itself, whatever our own clock says', async () => {
    const headers = {
      etag: '"e1"',
      date: 'Mon, 05 Jan 2015 03:01:07 GMT',
      'last-modified': 'Mon, 05 Jan 2015 03:00:00 GMT',
    };
    fake = await startFakeEndpoint(() => ({ body: '{}', headers }));
    expect(await documents().read('lease.json')).toEqual({ body: '{}', version: 'e1', ageMs: 67_000 });
  });

  it.each(['../other/lease.json', 'journal/../../x', '/lease.json', 'a//b', 'a/./b', 'a\nb', '', 'a?b'])(
    'refuses a key that could lead out of its prefix: %j',
    async (key) => {
      fake = await oneObject(null);
      await expect(documents().read(key)).rejects.toMatchObject({ code: 'INTERNAL' });
      await expect(documents().create(key, '{}')).rejects.toMatchObject({ code: 'INTERNAL' });
      expect(fake.calls).toEqual([]);
    },
  );

  it('does not read an object that is far too large', async () => {
    const headers = { etag: '"e1"', 'content-length': '5000000' };
    fake = await startFakeEndpoint(() => ({ body: 'x'.repeat(5_000_000), headers }));
    await expect(documents().read('lease.json')).rejects.toMatchObject({ code: 'STATE_UNREADABLE', exitCode: 8 });
  });

  it('says null when another was faster', async () => {
    fake = await oneObject({ body: 'theirs', version: 7 });
    const lease = documents();
    expect(await lease.create('lease.json', 'ours')).toBeNull();
    expect(await lease.replace('lease.json', 'ours', 'e6')).toBeNull();
    expect(await lease.read('lease.json')).toEqual({ body: 'theirs', version: 'e7', ageMs: 0 });
  });

  it('says null when the document to replace is gone', async () => {
    fake = await oneObject(null);
    expect(await documents().replace('lease.json', 'ours', 'e6')).toBeNull();
  });

  it('says null for a conflict with a concurrent delete', async () => {
    fake = await startFakeEndpoint(() => s3Error('ConditionalRequestConflict', 409));
    expect(await documents().create('lease.json', 'ours')).toBeNull();
    expect(await documents().replace('lease.json', 'ours', 'e1')).toBeNull();
  });

  it.each([
    ['ours', { version: 'e1' }],
    ['theirs', null],
  ])('after a lost answer, goes by what is there: %s', async (body, expected) => {
    fake = await startFakeEndpoint(({ operation }, index) => {
      if (operation === 'GetObject') return { body, headers: { etag: '"e1"' } };
      return index === 0 ? 'reset' : s3Error('PreconditionFailed', 412);
    });
    expect(await documents().create('lease.json', 'ours')).toEqual(expected);
  });

  it.each(['read', 'create', 'replace', 'list'] as const)('throws BUCKET_MISSING from %s', async (method) => {
    fake = await startFakeEndpoint(() => s3Error('NoSuchBucket', 404));
    const lease = documents();
    const calls = {
      read: () => lease.read('k'),
      create: () => lease.create('k', '{}'),
      replace: () => lease.replace('k', '{}', 'e1'),
      list: () => lease.list('', 10),
    };
    await expect(calls[method]()).rejects.toMatchObject({ code: 'BUCKET_MISSING' });
  });

  it('lists keys without its prefix, over pages, up to the limit', async () => {
    const keys = ['journal/a', 'journal/b', 'journal/c'].map((key) => `state/shop/production/${key}`);
    fake = await startFakeEndpoint(({ form }) => {
      const from = Number(form['continuation-token'] ?? 0);
      const page = keys.slice(from, from + Math.min(2, Number(form['max-keys'])));
      const next =
        from + page.length < keys.length ? `<NextContinuationToken>${from + page.length}</NextContinuationToken>` : '';
      return {
        body: `<ListBucketResult>${page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}${next}</ListBucketResult>`,
      };
    });
    expect(await documents().list('journal/', 10)).toEqual(['journal/a', 'journal/b', 'journal/c']);
    expect(fake.calls[0]!.form).toMatchObject({ prefix: 'state/shop/production/journal/', 'max-keys': '10' });
    expect(await documents().list('journal/', 1)).toEqual(['journal/a']);
  });
});
