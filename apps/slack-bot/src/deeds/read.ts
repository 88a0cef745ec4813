import { run } from '@bluegreen/sdk';
import { historyAnswer, planAnswer, statusAnswer, whoAnswer } from '../blocks/answers.js';
import type { Intent } from '../listeners/intents.js';
import type { Content } from '../slack/slack-port.js';
import type { Asking, PerformParts } from './deed.js';

/** What a person wants to know, as the SDK tells it. Changes nothing. */
export async function read(
  intent: Extract<Intent, { kind: 'read' }>,
  { person: { language } }: Asking,
  { engines, environment, command }: PerformParts,
): Promise<Content> {
  const engine = await engines.reader(intent.environment);
  switch (intent.what) {
    case 'status':
      return statusAnswer(await run(engine.status()), language);
    case 'plan':
      return planAnswer(await run(engine.outlook({ to: intent.to, release: intent.release ?? undefined })), {
        ...{ to: intent.to, environment: intent.environment, command },
        language,
      });
    case 'history':
      return historyAnswer(await run(engine.history({ limit: 10 })), language);
    case 'who':
      return whoAnswer(environment(intent.environment), await run(engine.status()), language);
  }
}
