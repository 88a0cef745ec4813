import type { Clock, DataPlane, Routing } from '@bluegreen/load-balancer';
import { poolsOf, referencing } from './routing.js';

/**
 * New routing takes a while to reach every node of a real load balancer, and meanwhile the nodes disagree (contract B9,
 * "Propagation"). With one data plane the same is seen by clients when the old and the new routing serve in turns.
 */
export interface Propagation {
  /** The listener was opened with this routing. */
  opened(listenerId: string, routing: Routing): void;
  /** From now on `routing` is on its way; it serves alone once the delay is over. */
  change(listenerId: string, routing: Routing): void;
  /** Ends every change under way at once. */
  settle(): void;
  closed(listenerId: string): void;
  stop(): void;
}

/** How often the two take turns in one delay. */
const TURNS = 8;

interface Course {
  /** What the last call asked for. */
  target: Routing;
  /** Cancels the next turn; null when nothing is under way. */
  cancel: (() => void) | null;
}

export function createPropagation(plane: Pick<DataPlane, 'setRouting'>, clock: Clock, delayMs: number): Propagation {
  const courses = new Map<string, Course>();

  function halt(course: Course): void {
    course.cancel?.();
    course.cancel = null;
  }

  function takeTurns(id: string, course: Course, from: Routing, turn: number): void {
    if (turn === TURNS) {
      course.cancel = null;
      plane.setRouting(id, course.target);
      return;
    }
    const [main, other] = turn % 2 === 0 ? [from, course.target] : [course.target, from];
    plane.setRouting(id, referencing(main, poolsOf(other)));
    course.cancel = clock.after(delayMs / TURNS, () => takeTurns(id, course, from, turn + 1));
  }

  return {
    opened: (id, routing) => void courses.set(id, { target: routing, cancel: null }),
    change(id, routing) {
      const course = courses.get(id);
      if (!course) return;
      const from = course.target;
      if (JSON.stringify(from) === JSON.stringify(routing)) return;
      halt(course);
      course.target = routing;
      takeTurns(id, course, from, delayMs > 0 ? 0 : TURNS);
    },
    settle() {
      for (const [id, course] of courses) {
        if (course.cancel === null) continue;
        halt(course);
        plane.setRouting(id, course.target);
      }
    },
    closed(id) {
      const course = courses.get(id);
      if (course) halt(course);
      courses.delete(id);
    },
    stop() {
      for (const course of courses.values()) halt(course);
      courses.clear();
    },
  };
}
