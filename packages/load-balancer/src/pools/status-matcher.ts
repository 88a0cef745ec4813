/** Compiles `200`, `200,202` or `200-299` (or a mix). */
export function compileMatcher(matcher: string): (status: number) => boolean {
  const ranges = matcher.split(',').map((part) => {
    const [from, to = from] = part.split('-').map((bound) => Number(bound.trim()));
    return { from: from ?? NaN, to: to ?? NaN };
  });
  return (status) => ranges.some((range) => status >= range.from && status <= range.to);
}
