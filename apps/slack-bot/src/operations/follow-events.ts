import { describeEvent, type BlueGreenEvent, type EventType } from '@bluegreen/sdk';
import { colorsOf } from '../blocks/plan-text.js';
import type { Ticket, TicketStep } from '../tickets/ticket.js';

/** Events that are one step of the list; each newer one of a phase takes the older one's place. */
const PHASES: Partial<Record<EventType, string>> = {
  'upload.progressed': 'upload',
  'upload.finished': 'upload',
  'deployment.created': 'deployment',
  'deployment.adopted': 'deployment',
  'lifecycle.changed': 'lifecycle',
  'deployment.finished': 'deployment',
  'targets.waiting': 'health',
  'targets.healthy': 'health',
  'release.identified': 'identity',
  'traffic.shifting': 'traffic',
  'traffic.shifted': 'traffic',
  'probe.passed': 'proof',
};
/** Shown by other parts of the message, or nobody's business but the log's. */
const UNLISTED: ReadonlySet<EventType> = new Set<EventType>([
  'environment.observed',
  'plan.made',
  'gate.judged',
  'lease.acquired',
  'lease.released',
  'upload.skipped',
  'revision.registered',
  'capacity.held',
  'capacity.restored',
]);

/** A ticket after one more event of its operation. Pure. */
export function withEvent(ticket: Ticket, event: BlueGreenEvent): Ticket {
  const told = withFacts(ticket, event);
  if (UNLISTED.has(event.type)) return told;
  const { level, text } = describeEvent(event, ticket.language);
  const phase = PHASES[event.type] ?? `${event.type} ${ticket.steps.length}`;
  return { ...told, steps: withStep(ticket.steps, { phase, level, text: text.split('\n')[0] ?? '' }) };
}

function withStep(steps: readonly TicketStep[], step: TicketStep): TicketStep[] {
  const index = steps.findIndex(({ phase }) => phase === step.phase);
  return index === -1 ? [...steps, step] : steps.map((known, at) => (at === index ? step : known));
}

function withFacts(ticket: Ticket, event: BlueGreenEvent): Ticket {
  switch (event.type) {
    case 'environment.observed':
      return { ...ticket, live: event.snapshot.live, colors: colorsOf(event.snapshot) };
    case 'lease.acquired':
      return { ...ticket, operationId: event.operation.id };
    case 'traffic.shifted':
      return { ...ticket, live: event.to, colors: shifted(ticket, event.to) };
    case 'traffic.restored':
      return { ...ticket, live: event.live, colors: event.live ? shifted(ticket, event.live) : ticket.colors };
    case 'targets.healthy':
      return ticket.colors
        ? {
            ...ticket,
            colors: { ...ticket.colors, [event.color]: { ...ticket.colors[event.color], healthy: event.healthy } },
          }
        : ticket;
    case 'release.identified':
      return ticket.colors
        ? {
            ...ticket,
            colors: {
              ...ticket.colors,
              [event.color]: { ...ticket.colors[event.color], release: event.release.release },
            },
          }
        : ticket;
    default:
      return ticket;
  }
}

function shifted({ colors }: Ticket, live: 'blue' | 'green'): Ticket['colors'] {
  if (!colors) return null;
  const weigh = (color: 'blue' | 'green') => ({ ...colors[color], weight: color === live ? 100 : 0 });
  return { blue: weigh('blue'), green: weigh('green') };
}
