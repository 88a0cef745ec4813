const tailCharacters = 2048;

/** The last 2,048 characters of what was logged, in whole lines where they fit (contract C1). */
export interface LogTail {
  add(line: string): void;
  text(): string;
}

export function createLogTail(): LogTail {
  let kept: string[] = [];
  let characters = 0;
  return {
    add(line) {
      const ended = `${line}\n`;
      kept.push(ended);
      characters += ended.length;
      while (characters > tailCharacters && kept.length > 1) characters -= kept.shift()?.length ?? 0;
      if (characters > tailCharacters) {
        kept = [ended.slice(-tailCharacters)];
        characters = tailCharacters;
      }
    },
    text: () => kept.join(''),
  };
}
