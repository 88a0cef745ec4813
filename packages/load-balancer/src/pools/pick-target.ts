import type { PoolConfig } from '../types.js';
import type { Target } from './target.js';

/** Where a pool's rotation stands. */
export interface Rotation {
  next: number;
}

/** The target for one request among those that may get it; null when there is none. */
export function pickTarget(
  algorithm: PoolConfig['algorithm'],
  candidates: readonly Target[],
  rotation: Rotation,
  random: () => number,
): Target | null {
  if (candidates.length === 0) return null;
  switch (algorithm) {
    case 'round-robin':
      return candidates.every(hasFullShare) ? rotate(candidates, rotation) : rotateByShare(candidates);
    case 'least-outstanding-requests':
      return leastOutstanding(candidates, rotation);
    case 'weighted-random':
      return drawByShare(candidates, random);
  }
}

function hasFullShare(target: Target): boolean {
  return target.share === 1;
}

function rotate(candidates: readonly Target[], rotation: Rotation): Target | null {
  const at = rotation.next < candidates.length ? rotation.next : 0;
  rotation.next = at + 1;
  return candidates[at] ?? null;
}

/** Smooth weighted rotation: everyone earns its share, the richest serves and pays for all. */
function rotateByShare(candidates: readonly Target[]): Target | null {
  let total = 0;
  let chosen: Target | null = null;
  for (const target of candidates) {
    total += target.share;
    target.credit += target.share;
    if (chosen === null || target.credit > chosen.credit) chosen = target;
  }
  if (chosen !== null) chosen.credit -= total;
  return chosen;
}

function leastOutstanding(candidates: readonly Target[], rotation: Rotation): Target | null {
  const offset = rotation.next++ % candidates.length;
  let chosen: Target | null = null;
  for (let at = 0; at < candidates.length; at++) {
    const target = candidates[(at + offset) % candidates.length];
    if (target !== undefined && (chosen === null || target.outstanding < chosen.outstanding)) chosen = target;
  }
  return chosen;
}

function drawByShare(candidates: readonly Target[], random: () => number): Target | null {
  let total = 0;
  for (const target of candidates) total += target.share;
  let draw = random() * total;
  let chosen: Target | null = null;
  for (const target of candidates) {
    chosen = target;
    draw -= target.share;
    if (draw < 0) break;
  }
  return chosen;
}
