const sliceBytes = 4096;
/** Random bytes in three slices come to about 7.98 bits; text stays below 6, machine code below 7. */
const densestBits = 7.9;

/**
 * Whether deflate can be expected to shrink the content, judged by the entropy of a few slices. Archives, images and
 * fonts are stored as they are: deflating them costs most of the time and saves nothing.
 */
export function worthDeflating(content: Buffer): boolean {
  if (content.length < 3 * sliceBytes) return true;
  const counts = new Uint32Array(256);
  const middle = Math.floor((content.length - sliceBytes) / 2);
  for (const start of [0, middle, content.length - sliceBytes]) {
    for (let at = start; at < start + sliceBytes; at += 1) {
      const byte = content[at] ?? 0;
      counts[byte] = (counts[byte] ?? 0) + 1;
    }
  }
  return entropyBits(counts, 3 * sliceBytes) < densestBits;
}

function entropyBits(counts: Uint32Array, total: number): number {
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / total) * Math.log2(count / total);
  return bits;
}
