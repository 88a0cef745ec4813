/** Castagnoli polynomial, bits reversed. */
const POLYNOMIAL = 0x82f63b78;

/** Eight tables, so that eight bytes are taken in one step. */
const TABLES = buildTables();

/** Continues a CRC-32C over `chunk`; start with 0. The result is an unsigned 32-bit number. */
export function crc32c(chunk: Uint8Array, previous: number): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  let crc = ~previous;
  let at = 0;
  for (const end = chunk.length - 7; at < end; at += 8) {
    const low = crc ^ (chunk[at]! | (chunk[at + 1]! << 8) | (chunk[at + 2]! << 16) | (chunk[at + 3]! << 24));
    crc =
      t7[low & 255]! ^
      t6[(low >>> 8) & 255]! ^
      t5[(low >>> 16) & 255]! ^
      t4[low >>> 24]! ^
      t3[chunk[at + 4]!]! ^
      t2[chunk[at + 5]!]! ^
      t1[chunk[at + 6]!]! ^
      t0[chunk[at + 7]!]!;
  }
  for (; at < chunk.length; at++) crc = t0[(crc ^ chunk[at]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

type Eight<T> = [T, T, T, T, T, T, T, T];

function buildTables(): Eight<Int32Array> {
  const table = (): Int32Array => new Int32Array(256);
  const tables: Eight<Int32Array> = [table(), table(), table(), table(), table(), table(), table(), table()];
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
    tables[0][byte] = value;
  }
  for (let step = 1; step < 8; step++) {
    for (let byte = 0; byte < 256; byte++) {
      const value = tables[step - 1]![byte]!;
      tables[step]![byte] = (value >>> 8) ^ tables[0][value & 255]!;
    }
  }
  return tables;
}
