import { ALGORITHMS, CHECKSUMS, isChecksumValue, type ChecksumAlgorithm } from './algorithms.js';

const digestOf = (algorithm: ChecksumAlgorithm, ...chunks: Uint8Array[]) => {
  const digest = CHECKSUMS[algorithm].create();
  for (const chunk of chunks) digest.update(chunk);
  return digest.digest();
};

describe('checksums (contract D)', () => {
  it.each([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('%s of the standard check string', (algorithm, expected) => {
    expect(digestOf(algorithm, Buffer.from('123456789')).toString('hex')).toBe(expected);
  });

  it.each(ALGORITHMS)('%s does not depend on how the bytes are cut', (algorithm) => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 37) % 256));
    const whole = digestOf(algorithm, bytes);
    for (const cut of [0, 1, 7, 8, 9, 500, 999]) {
      expect(digestOf(algorithm, bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole);
    }
    expect(whole).toHaveLength(CHECKSUMS[algorithm].bytes);
  });

  it.each([
    ['y/Q5Jg==', true],
    ['y/Q5Jg', false],
    ['not base64', false],
    ['y/Q5JgAA', false],
    ['', false],
  ])('takes %j as a CRC32 value: %s', (value, expected) => {
    expect(isChecksumValue('CRC32', value)).toBe(expected);
  });
});
