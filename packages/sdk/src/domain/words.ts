/** `1 target`, `2 targets`. */
export function count(many: number, one: string, several = `${one}s`): string {
  return `${many} ${many === 1 ? one : several}`;
}

export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

export function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Colours stand as text in capitals everywhere: they are names, and must not look like a state. */
export function name(color: string | null): string {
  return color === null ? '—' : color.toUpperCase();
}

export function percent(done: number, total: number): string {
  return total === 0 ? '100 %' : `${Math.floor((done / total) * 100)} %`;
}
