/** NVM Express polynomial, bits reversed, as two 32-bit halves. */
const POLYNOMIAL_HIGH = 0x9a6c9329;
const POLYNOMIAL_LOW = 0xac4bc9b5;

/** Both halves of the running value, inverted as the algorithm keeps it. */
export interface Crc64State {
  high: number;
  low: number;
}

export function startCrc64(): Crc64State {
  return { high: ~0, low: ~0 };
}

/** Table `step` of the eight starts at `step * 256`; together they take eight bytes in one step. */
const HIGH = new Int32Array(8 * 256);
const LOW = new Int32Array(8 * 256);
fillTables();

/** Continues a CRC-64/NVME over `chunk`, in place. */
export function updateCrc64(state: Crc64State, chunk: Uint8Array): void {
  let { high, low } = state;
  let at = 0;
  for (const end = chunk.length - 7; at < end; at += 8) {
    const first = low ^ (chunk[at]! | (chunk[at + 1]! << 8) | (chunk[at + 2]! << 16) | (chunk[at + 3]! << 24));
    const second = high ^ (chunk[at + 4]! | (chunk[at + 5]! << 8) | (chunk[at + 6]! << 16) | (chunk[at + 7]! << 24));
    const a = 1792 + (first & 255);
    const b = 1536 + ((first >>> 8) & 255);
    const c = 1280 + ((first >>> 16) & 255);
    const d = 1024 + (first >>> 24);
    const e = 768 + (second & 255);
    const f = 512 + ((second >>> 8) & 255);
    const g = 256 + ((second >>> 16) & 255);
    const h = second >>> 24;
    high = HIGH[a]! ^ HIGH[b]! ^ HIGH[c]! ^ HIGH[d]! ^ HIGH[e]! ^ HIGH[f]! ^ HIGH[g]! ^ HIGH[h]!;
    low = LOW[a]! ^ LOW[b]! ^ LOW[c]! ^ LOW[d]! ^ LOW[e]! ^ LOW[f]! ^ LOW[g]! ^ LOW[h]!;
  }
  for (; at < chunk.length; at++) {
    const entry = (low ^ chunk[at]!) & 255;
    low = LOW[entry]! ^ ((low >>> 8) | (high << 24));
    high = HIGH[entry]! ^ (high >>> 8);
  }
  state.high = high;
  state.low = low;
}

/** The finished value, eight bytes, most significant first. */
export function finishCrc64(state: Crc64State): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeInt32BE(~state.high, 0);
  bytes.writeInt32BE(~state.low, 4);
  return bytes;
}

function fillTables(): void {
  for (let byte = 0; byte < 256; byte++) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = low & 1;
      low = (low >>> 1) | (high << 31);
      high = high >>> 1;
      if (odd) {
        low ^= POLYNOMIAL_LOW;
        high ^= POLYNOMIAL_HIGH;
      }
    }
    HIGH[byte] = high;
    LOW[byte] = low;
  }
  for (let entry = 256; entry < HIGH.length; entry++) {
    const high = HIGH[entry - 256]!;
    const low = LOW[entry - 256]!;
    LOW[entry] = LOW[low & 255]! ^ ((low >>> 8) | (high << 24));
    HIGH[entry] = HIGH[low & 255]! ^ (high >>> 8);
  }
}
