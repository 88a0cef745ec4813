import { StringDecoder } from 'node:string_decoder';

/** A longer line is cut, so that a script that never ends its line cannot fill the memory. */
const longestLine = 64 * 1024;

export interface LineSplitter {
  push(chunk: Buffer): void;
  /** Hands over what stands after the last line break. */
  end(): void;
}

/** Cuts a stream of bytes into lines of UTF-8 text. */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    push(chunk) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
      for (; rest.length > longestLine; rest = rest.slice(longestLine)) onLine(rest.slice(0, longestLine));
    },
    end() {
      rest += decoder.end();
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
