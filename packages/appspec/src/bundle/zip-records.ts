/** What a zip file says about one entry (PKWARE APPNOTE 4.3, 4.4, 4.5.3). */
export interface ZipRecord {
  name: Buffer;
  /** Unix mode with the file type. */
  mode: number;
  method: 'stored' | 'deflated';
  crc32: number;
  bytes: number;
  compressedBytes: number;
  /** Where the local header stands. */
  offset: number;
  /** Whether the local header has room for 64-bit sizes. */
  wide: boolean;
}

/** From this value on, a 32-bit field says "look in the 64-bit field". */
export const narrowLimit = 0xffffffff;
const entriesLimit = 0xffff;
const utf8Names = 0x0800;
/** 1980-01-01, the earliest time a zip can hold: times are not part of the content. */
const dosDate = 0x0021;
const unix = 3 << 8;
const versionPlain = 20;
const versionWide = 45;
const folderAttribute = 0x10;

export function localHeader(record: ZipRecord): Buffer {
  const extra = record.wide ? wideExtra([record.bytes, record.compressedBytes]) : Buffer.alloc(0);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  writeCommon(head, 4, record, record.wide ? versionWide : versionPlain, record.wide, extra.length);
  return Buffer.concat([head, record.name, extra]);
}

export function centralHeader(record: ZipRecord): Buffer {
  const wideSizes = record.bytes >= narrowLimit || record.compressedBytes >= narrowLimit;
  const wideOffset = record.offset >= narrowLimit;
  const values = [...(wideSizes ? [record.bytes, record.compressedBytes] : []), ...(wideOffset ? [record.offset] : [])];
  const extra = values.length > 0 ? wideExtra(values) : Buffer.alloc(0);
  const version = values.length > 0 || record.wide ? versionWide : versionPlain;
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(unix | versionWide, 4);
  writeCommon(head, 6, record, version, wideSizes, extra.length);
  const folder = (record.mode & 0o170000) === 0o040000 ? folderAttribute : 0;
  head.writeUInt32LE(((record.mode << 16) | folder) >>> 0, 38);
  head.writeUInt32LE(wideOffset ? narrowLimit : record.offset, 42);
  return Buffer.concat([head, record.name, extra]);
}

/** The records that close a zip file; the 64-bit ones only where they are needed. */
export function endOfDirectory(entries: number, directoryBytes: number, directoryOffset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, entriesLimit), 8);
  end.writeUInt16LE(Math.min(entries, entriesLimit), 10);
  end.writeUInt32LE(Math.min(directoryBytes, narrowLimit), 12);
  end.writeUInt32LE(Math.min(directoryOffset, narrowLimit), 16);
  const wide = entries >= entriesLimit || directoryBytes >= narrowLimit || directoryOffset >= narrowLimit;
  if (!wide) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(unix | versionWide, 12);
  record.writeUInt16LE(versionWide, 14);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(directoryBytes), 40);
  record.writeBigUInt64LE(BigInt(directoryOffset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(directoryOffset + directoryBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}

/** The fields that local and central header share, in the same order. */
function writeCommon(head: Buffer, at: number, record: ZipRecord, version: number, wide: boolean, extra: number): void {
  head.writeUInt16LE(version, at);
  head.writeUInt16LE(utf8Names, at + 2);
  head.writeUInt16LE(record.method === 'deflated' ? 8 : 0, at + 4);
  head.writeUInt16LE(0, at + 6);
  head.writeUInt16LE(dosDate, at + 8);
  head.writeUInt32LE(record.crc32, at + 10);
  head.writeUInt32LE(wide ? narrowLimit : record.compressedBytes, at + 14);
  head.writeUInt32LE(wide ? narrowLimit : record.bytes, at + 18);
  head.writeUInt16LE(record.name.length, at + 22);
  head.writeUInt16LE(extra, at + 24);
}

function wideExtra(values: number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + index * 8));
  return extra;
}
