import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { hmac, sha256Hex } from './canonical.js';
import { decodeAwsChunked, type ChunkSigning } from './aws-chunked.js';

/** The example of AWS's own documentation on chunked signatures. */
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const signing: ChunkSigning = {
  signingKey: ['us-east-1', 's3', 'aws4_request'].reduce<Buffer>(
    (key, text) => hmac(key, text),
    hmac(`AWS4${secret}`, '20130524'),
  ),
  timestamp: '20130524T000000Z',
  scope: '20130524/us-east-1/s3/aws4_request',
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
};
const signatures = [
  'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
  '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
  'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
];
const documented = [
  `10000;chunk-signature=${signatures[0]}\r\n${'a'.repeat(65_536)}\r\n`,
  `400;chunk-signature=${signatures[1]}\r\n${'a'.repeat(1024)}\r\n`,
  `0;chunk-signature=${signatures[2]}\r\n\r\n`,
].join('');

/** Feeds the body in pieces of `size`, so that every border falls inside a piece somewhere. */
async function decode(body: string, options: { size?: number; signing?: ChunkSigning | null } = {}) {
  const { size = 1000 } = options;
  const decoder = decodeAwsChunked(options.signing === undefined ? signing : options.signing);
  const pieces = Array.from({ length: Math.ceil(body.length / size) }, (_, index) =>
    Buffer.from(body.slice(index * size, (index + 1) * size)),
  );
  const decoded: Readable = Readable.from(pieces).compose(decoder.stream);
  const data = await buffer(decoded);
  return { text: data.toString(), trailers: decoder.trailers() };
}

it.each([1, 7, 1000, 100_000])('takes signed chunks apart, fed %i bytes at a time', async (size) => {
  const { text } = await decode(documented, { size });
  expect(text === 'a'.repeat(66_560)).toBe(true);
});

it.each([
  ['changed data', documented.replace('aaaa\r\n0;', 'aaab\r\n0;'), 'SignatureDoesNotMatch'],
  [
    'a left-out chunk',
    documented.slice(0, documented.indexOf('400;')) + documented.slice(documented.lastIndexOf('0;chunk')),
    'SignatureDoesNotMatch',
  ],
  ['a missing end', documented.slice(0, documented.lastIndexOf('0;chunk')), 'IncompleteBody'],
  ['no chunk size', 'zz\r\nabc\r\n0\r\n\r\n', 'InvalidRequest'],
  ['a size of many digits', `${'f'.repeat(13)}\r\n`, 'InvalidRequest'],
  ['an endless line', 'a'.repeat(20_000), 'InvalidRequest'],
])('refuses %s', async (_name, body, code) => {
  await expect(decode(body)).rejects.toMatchObject({ code });
});

it('refuses a chunk that is longer than its size', async () => {
  const body = '3\r\nhello\r\n0\r\n\r\n';
  await expect(decode(body, { signing: null })).rejects.toMatchObject({ code: 'InvalidRequest' });
});

it('reads the trailers of an unsigned body', async () => {
  const answer = await decode('5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', { signing: null, size: 3 });
  expect(answer).toEqual({ text: 'hello', trailers: { 'x-amz-checksum-crc32': 'NhCmhg==' } });
});

describe('a signed trailer', () => {
  const last = [
    'AWS4-HMAC-SHA256-PAYLOAD',
    signing.timestamp,
    signing.scope,
    signing.seed,
    sha256Hex(''),
    sha256Hex(''),
  ].join('\n');
  const final = hmac(signing.signingKey, last).toString('hex');
  const trailer = (value: string) => {
    const text = [
      'AWS4-HMAC-SHA256-TRAILER',
      signing.timestamp,
      signing.scope,
      final,
      sha256Hex('x-amz-checksum-crc32:AAAAAA==\n'),
    ].join('\n');
    const signature = hmac(signing.signingKey, text).toString('hex');
    return `0;chunk-signature=${final}\r\nx-amz-checksum-crc32:${value}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`;
  };

  it('is taken when it matches', async () => {
    expect(await decode(trailer('AAAAAA=='))).toEqual({ text: '', trailers: { 'x-amz-checksum-crc32': 'AAAAAA==' } });
  });
  it('is refused when it was changed', async () => {
    await expect(decode(trailer('BBBBBB=='))).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
  });
});
