/** Linux gives up after 40 links in one path. */
const mostLinks = 40;

export type LinkEnd = { kind: 'inside'; path: string } | { kind: 'outside' } | { kind: 'loop' };

/**
 * Where a symlink ends when all the links of its folder are followed, worked out on names alone.
 * `links` maps each link's path to its target; no link lies beneath another. A path of '' is the folder itself.
 */
export function followLink(link: string, links: ReadonlyMap<string, string>): LinkEnd {
  const reached = link.split('/').slice(0, -1);
  const ahead: string[] = [];
  let followed = 0;
  const enter = (target: string): boolean => {
    followed += 1;
    ahead.unshift(...target.split('/'));
    return target !== '' && !target.startsWith('/');
  };
  if (!enter(links.get(link) ?? '')) return { kind: 'outside' };
  for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (reached.pop() === undefined) return { kind: 'outside' };
      continue;
    }
    const target = links.get([...reached, part].join('/'));
    if (target === undefined) reached.push(part);
    else if (followed >= mostLinks) return { kind: 'loop' };
    else if (!enter(target)) return { kind: 'outside' };
  }
  return { kind: 'inside', path: reached.join('/') };
}

/** Why a link may not be in a bundle; null when it may. */
export function linkProblem(link: string, links: ReadonlyMap<string, string>): string | null {
  const end = followLink(link, links);
  if (end.kind === 'outside') return `the symlink ${link} leads out of the bundle, to ${links.get(link) ?? ''}`;
  if (end.kind === 'loop') return `the symlink ${link} leads in a circle`;
  const above = end.path === '' || link === end.path || link.startsWith(`${end.path}/`);
  return above ? `the symlink ${link} leads to a folder it lies in, which can be followed for ever` : null;
}
