const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;
const SEMICOLON = 59;
/** Bound for one chunk-size line with its extension, and for all trailers together. */
const MAX_FRAMING_BYTES = 16_384;
const MAX_SIZE_DIGITS = 13;

const enum At {
  SizeStart,
  Size,
  Extension,
  SizeEnd,
  Data,
  DataReturn,
  DataEnd,
  TrailerStart,
  Trailer,
  TrailerEnd,
  LastReturn,
  Done,
  Broken,
}

/**
 * Walks a chunked body, in pieces of any size, to find where it ends. Strict: bare line feeds, padded or endless
 * sizes and control characters in extensions break it, because another parser might read them differently.
 */
export class ChunkScanner {
  private state: At = At.SizeStart;
  private remaining = 0;
  private digits = 0;
  private framingBytes = 0;

  get done(): boolean {
    return this.state === At.Done;
  }

  /**
   * Reads from `offset`; returns the index after the last byte that belongs to the body, or -1 when it is malformed.
   * `onData` gets each run of payload.
   */
  take(bytes: Buffer, offset: number, onData?: (start: number, end: number) => void): number {
    let at = offset;
    while (at < bytes.length && this.state !== At.Done) {
      if (this.state === At.Data) {
        const end = Math.min(bytes.length, at + this.remaining);
        onData?.(at, end);
        this.remaining -= end - at;
        at = end;
        if (this.remaining === 0) this.state = At.DataReturn;
        continue;
      }
      this.state = this.step(bytes[at] ?? 0);
      if (this.state === At.Broken) return -1;
      at++;
    }
    return at;
  }

  private step(byte: number): At {
    if (++this.framingBytes > MAX_FRAMING_BYTES) return At.Broken;
    switch (this.state) {
      case At.SizeStart:
      case At.Size:
        return this.stepSize(byte);
      case At.Extension:
        if (byte === CARRIAGE_RETURN) return At.SizeEnd;
        return isText(byte) ? At.Extension : At.Broken;
      case At.SizeEnd:
        if (byte !== LINE_FEED) return At.Broken;
        this.framingBytes = 0;
        return this.remaining === 0 ? At.TrailerStart : At.Data;
      case At.DataReturn:
        return byte === CARRIAGE_RETURN ? At.DataEnd : At.Broken;
      case At.DataEnd:
        this.digits = 0;
        return byte === LINE_FEED ? At.SizeStart : At.Broken;
      case At.TrailerStart:
        if (byte === CARRIAGE_RETURN) return At.LastReturn;
        return isText(byte) ? At.Trailer : At.Broken;
      case At.Trailer:
        if (byte === CARRIAGE_RETURN) return At.TrailerEnd;
        return isText(byte) ? At.Trailer : At.Broken;
      case At.TrailerEnd:
        return byte === LINE_FEED ? At.TrailerStart : At.Broken;
      case At.LastReturn:
        return byte === LINE_FEED ? At.Done : At.Broken;
      case At.Data:
      case At.Done:
      case At.Broken:
        return At.Broken;
    }
  }

  private stepSize(byte: number): At {
    const digit = hexDigit(byte);
    if (digit >= 0) {
      if (++this.digits > MAX_SIZE_DIGITS) return At.Broken;
      this.remaining = this.remaining * 16 + digit;
      return At.Size;
    }
    if (this.digits === 0) return At.Broken;
    if (byte === CARRIAGE_RETURN) return At.SizeEnd;
    return byte === SEMICOLON ? At.Extension : At.Broken;
  }
}

function isText(byte: number): boolean {
  return (byte >= 32 && byte !== 127) || byte === 9;
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
