import type { BlueGreenEvent, EventType } from '../domain/events.js';
import { messagesOf } from './messages-of.js';
import type { EventOf, Level, Language } from './messages.js';

export interface Description {
  readonly level: Level;
  /** One line, or several where a log tail belongs to it. */
  readonly text: string;
}

/** An event in words. Pure, and complete: the compiler asks for the words of every event. */
export function describeEvent(event: BlueGreenEvent, language: Language = 'en'): Description {
  return { level: levelOf(event), text: wordsOf(event, language) };
}

function wordsOf<Type extends EventType>(event: EventOf<Type>, language: Language): string {
  const words = messagesOf(language).events[event.type];
  return words(event);
}

function levelOf(event: BlueGreenEvent): Level {
  switch (event.type) {
    case 'gate.judged':
      return event.verdict.verdict === 'pass' ? 'step' : 'warning';
    case 'lifecycle.changed':
      if (event.status === 'Failed') return 'failure';
      return event.status === 'InProgress' ? 'progress' : 'step';
    case 'deployment.finished':
      return event.status === 'Succeeded' ? 'success' : 'failure';
    case 'stack.progressed':
      return event.event.status.endsWith('_FAILED') ? 'failure' : 'step';
    case 'stack.finished':
      return /^(CREATE|UPDATE)_COMPLETE$/.test(event.status) ? 'success' : 'failure';
    case 'endpoint.validated':
      return event.ok ? 'success' : 'failure';
    case 'upload.progressed':
    case 'lease.waiting':
    case 'targets.waiting':
    case 'targets.leaving':
      return 'progress';
    case 'targets.healthy':
    case 'release.identified':
    case 'traffic.shifted':
    case 'probe.passed':
      return 'success';
    case 'operation.found':
    case 'command.repeated':
    case 'lease.stolen':
    case 'bundle.warned':
    case 'deployment.adopted':
    case 'deployment.unstopped':
    case 'record.unwritten':
    case 'metrics.unpublished':
    case 'capacity.unheld':
    case 'capacity.unrestored':
    case 'drift.found':
    case 'host.restoring':
    case 'traffic.restored':
      return 'warning';
    case 'lifecycle.failed':
    case 'probe.failed':
      return 'failure';
    case 'operation.settled':
    case 'step.followed':
    case 'environment.locked':
    case 'environment.unlocked':
    case 'environment.observed':
    case 'stack.proposed':
    case 'plan.made':
    case 'lease.acquired':
    case 'lease.released':
    case 'bundle.packed':
    case 'upload.skipped':
    case 'upload.finished':
    case 'revision.registered':
    case 'deployment.created':
    case 'deployment.stopped':
    case 'idle.referenced':
    case 'traffic.shifting':
    case 'capacity.held':
    case 'capacity.restored':
    case 'capacity.changed':
    case 'routes.adopted':
    case 'host.connected':
    case 'host.received':
      return 'step';
  }
}
