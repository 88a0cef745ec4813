import { run, type BlueGreen, type BlueGreenEvent, type Outlook } from '@bluegreen/sdk';
import type { Ticket } from '../tickets/ticket.js';

/** Does what the engine says has to come first, and returns what it says of the move then. Changes no live traffic. */
export async function prepare(
  engine: BlueGreen,
  { id, round, verb, to, release }: Ticket,
  onEvent: (event: BlueGreenEvent) => void,
): Promise<Outlook> {
  const wanted = verb === 'deploy' && release !== null ? { release } : {};
  const seen: BlueGreenEvent[] = [];
  const outlook = await run(engine.outlook({ verb, to, ...wanted }), (event) => void seen.push(event));
  if (!outlook.first?.release) {
    seen.forEach(onEvent);
    return outlook;
  }
  // The deployment looks for itself and tells the same again.
  // Whether something blocks it is the engine's to judge: a deployment of a dead replica's own is picked up again.
  const { release: name } = outlook.first.release;
  await run(
    engine.deploy({ release: name, to: outlook.to, idempotencyKey: `slack-${id}-deploy-${round ?? 0}` }),
    onEvent,
  );
  return run(engine.outlook({ verb: 'switch', to: outlook.to }), onEvent);
}
