import type { Color } from '../domain/color.js';
import { BlueGreenError, type ErrorCode } from '../domain/errors.js';
import type { ProbeAnswer } from '../domain/ports.js';
import type { FakeWorld } from './fake-world.js';

/** Every call that the ports know. */
export type PortCall =
  | 'traffic.routes'
  | 'traffic.read'
  | 'traffic.write'
  | 'targets.groups'
  | 'targets.health'
  | 'capacity.describe'
  | 'capacity.suspend'
  | 'capacity.resume'
  | 'capacity.resize'
  | 'deployments.groups'
  | 'deployments.register'
  | 'deployments.create'
  | 'deployments.find'
  | 'deployments.progress'
  | 'deployments.stop'
  | 'artifacts.find'
  | 'artifacts.list'
  | 'artifacts.upload'
  | 'alarms.states'
  | 'documents.read'
  | 'documents.create'
  | 'documents.replace'
  | 'documents.list'
  | 'metrics.publish'
  | 'probe.get';

/** What goes wrong with one call. */
export type Effect =
  /** Nothing happens; the call throws. */
  | { readonly kind: 'refuse'; readonly error: Error }
  /** It happens, but the call throws as if the connection broke. */
  | { readonly kind: 'lose-answer' }
  /** Nothing happens, though the call says it did. */
  | { readonly kind: 'drop' }
  /** `traffic.read` and `traffic.routes` answer with what the routes said before their last write. */
  | { readonly kind: 'stale' }
  /** `probe.get` answers this instead. */
  | { readonly kind: 'answer'; readonly answer: Partial<ProbeAnswer> };

/** Asked before each call; `nth` counts the calls of one name from 1. */
export type Fault = (call: PortCall, nth: number, world: FakeWorld, detail: string) => Effect | void;

/** The nth call throws and has no effect. */
export function refuse(call: PortCall, code: ErrorCode, nth: number | 'every' = 1): Fault {
  const error = new BlueGreenError(code, `${call} was refused.`, 'Run `bluegreen status`.');
  return (name, n) => (name === call && (nth === 'every' || nth === n) ? { kind: 'refuse', error } : undefined);
}

/** The nth call takes effect, but its answer never arrives. */
export function loseAnswer(call: PortCall, nth = 1): Fault {
  return (name, n) => (name === call && n === nth ? { kind: 'lose-answer' } : undefined);
}

/** The nth write to a route is answered with success and changes nothing. */
export function dropWrite(nth: number): Fault {
  return (name, n) => (name === 'traffic.write' && n === nth ? { kind: 'drop' } : undefined);
}

/** After the first write, so many reads still show the former actions. */
export function staleReadBack(reads: number): Fault {
  let left = reads;
  return (name, _n, world) =>
    name === 'traffic.read' && world.writes > 0 && left-- > 0 ? { kind: 'stale' } : undefined;
}

/** The first reading of the routes makes the snapshot; the second is the look just before the change. */
function isLookingAgain(call: PortCall, nth: number): boolean {
  return call === 'traffic.routes' && nth === 2;
}

/** A listener that is not configured begins to forward to the colour just before the operation looks again. */
export function strayAppears(color: Color): Fault {
  return (name, n, world) => {
    if (isLookingAgain(name, n)) world.addStray(color);
  };
}

/** Somebody else moves the listener just before the operation looks at it again. */
export function hijack(color: Color): Fault {
  return (name, n, world) => {
    if (isLookingAgain(name, n)) world.moveTraffic(color);
  };
}

/** A target of the colour falls ill just before the operation looks again. */
export function flapTargets(color: Color): Fault {
  return (name, n, world) => {
    if (isLookingAgain(name, n)) world.sicken(color);
  };
}

/** A target of the colour is terminated just before the operation looks again, whatever is held. */
export function loseTarget(color: Color): Fault {
  return (name, n, world) => {
    if (isLookingAgain(name, n)) world.state.colors[color].instances -= 1;
  };
}

/** Production answers from the colour are this instead; `lasts` may end it. */
export function answerAs(
  color: Color,
  answer: Partial<ProbeAnswer>,
  lasts: (nth: number) => boolean = () => true,
): Fault {
  let nth = 0;
  return (name, _n, _world, detail) => {
    if (name !== 'probe.get' || detail !== `production:${color}`) return undefined;
    nth += 1;
    return lasts(nth) ? { kind: 'answer', answer } : undefined;
  };
}
