import { isBlueGreenError, type BlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent, EventType, Operation } from '../domain/events.js';

export interface Collected<Result> {
  readonly events: readonly BlueGreenEvent[];
  /** Types of the events in order; a type that follows itself stands once. */
  readonly path: readonly EventType[];
  readonly result: Result | undefined;
  readonly error: BlueGreenError | undefined;
}

/** Runs an operation to its end. `onEvent` may act on the world meanwhile; returning `leave` stops listening. */
export async function collect<Result>(
  operation: Operation<Result>,
  onEvent: (event: BlueGreenEvent) => void | 'leave' = () => {},
): Promise<Collected<Result>> {
  const events: BlueGreenEvent[] = [];
  const end = (result: Result | undefined, error?: BlueGreenError): Collected<Result> => {
    const types = events.map((event) => event.type);
    return { events, path: types.filter((type, index) => type !== types[index - 1]), result, error };
  };
  try {
    for (;;) {
      const step = await operation.next();
      if (step.done) return end(step.value);
      events.push(step.value);
      if (onEvent(step.value) !== 'leave') continue;
      // A caller that breaks out of `for await` asks for nothing but the clean-up.
      await operation.return(undefined as never);
      return end(undefined);
    }
  } catch (error) {
    if (isBlueGreenError(error)) return end(undefined, error);
    throw error;
  }
}
