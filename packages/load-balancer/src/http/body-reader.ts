import { ChunkScanner } from './chunk-scanner.js';

export type Framing =
  { readonly kind: 'length'; readonly bytes: number } | { readonly kind: 'chunked' } | { readonly kind: 'until-close' };

/** Finds the end of one message body, whichever way it is framed. */
export class BodyReader {
  readonly framing: Framing['kind'];
  private remaining: number;
  private readonly chunks: ChunkScanner | null;

  constructor(framing: Framing) {
    this.framing = framing.kind;
    this.remaining = framing.kind === 'length' ? framing.bytes : 0;
    this.chunks = framing.kind === 'chunked' ? new ChunkScanner() : null;
  }

  /** Never true for a body that ends with the connection. */
  get done(): boolean {
    if (this.chunks !== null) return this.chunks.done;
    return this.framing === 'length' && this.remaining === 0;
  }

  /** Index after the last byte of `bytes` that belongs to this body, reading from `offset`; -1 when malformed. */
  take(bytes: Buffer, offset: number, onData?: (start: number, end: number) => void): number {
    if (this.chunks !== null) return this.chunks.take(bytes, offset, onData);
    const end = this.framing === 'length' ? Math.min(bytes.length, offset + this.remaining) : bytes.length;
    this.remaining -= end - offset;
    if (end > offset) onData?.(offset, end);
    return end;
  }
}
