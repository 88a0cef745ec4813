/** Every item of a paginated answer. `fetch` gets the token of the page before, `undefined` for the first. */
export async function allPages<Page, Item>(
  fetch: (token: string | undefined) => Promise<Page>,
  items: (page: Page) => readonly Item[] | undefined,
  nextToken: (page: Page) => string | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const page = await fetch(token);
    all.push(...(items(page) ?? []));
    // An empty string is how a Query service may spell "no more".
    token = nextToken(page) || undefined;
  } while (token !== undefined);
  return all;
}

/** `items` in groups of at most `size`, in order. */
export function batches<Item>(items: readonly Item[], size: number): Item[][] {
  const groups: Item[][] = [];
  for (let start = 0; start < items.length; start += size) groups.push(items.slice(start, start + size));
  return groups;
}
