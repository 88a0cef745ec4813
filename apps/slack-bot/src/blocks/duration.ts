/** `0.4 s`, `12 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A time of today as each reader's Slack shows it, in their own zone; clients that cannot show it in UTC. */
export function localTime(iso: string): string {
  return dateToken(iso, '{time}', `${clockTime(iso)} UTC`);
}

/** The same with its day: `today at 12:00`. */
export function localDayTime(iso: string): string {
  return dateToken(iso, '{date_short_pretty} {time}', dayTime(iso));
}

function dateToken(iso: string, format: string, fallback: string): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? '—' : `<!date^${Math.floor(ms / 1_000)}^${format}|${fallback}>`;
}

/** Hours and minutes of an ISO-8601 time, in UTC. */
export function clockTime(iso: string): string {
  return iso.slice(11, 16);
}

/** `2026-01-05 03:00 UTC`. */
export function dayTime(iso: string): string {
  return `${iso.slice(0, 10)} ${clockTime(iso)} UTC`;
}
