import { run } from '@bluegreen/sdk';
import { homeView } from './blocks/home-view.js';
import { ownerOf } from './engines.js';
import type { ServeParts } from './serve.js';

/** Draws a person's App Home anew. What cannot be read is left out. @throws SlackTrouble. */
export async function showHome(user: string, parts: ServeParts): Promise<void> {
  const person = await parts.people(user);
  const environments = await Promise.all(
    parts.environments.map(async (environment) => {
      const { name, approvals } = environment;
      const engine = await parts.engines.reader(name).catch(() => null);
      const [{ role }, status, history, tickets] = await Promise.all([
        parts.directory.roleOf(user, environment),
        engine ? run(engine.status()).catch(() => null) : null,
        engine ? run(engine.history({ limit: 5 })).catch(() => []) : [],
        parts.store(name).then(
          (store) => store.newest(10),
          () => [],
        ),
      ]);
      return { name, role, approvals, status, history, tickets };
    }),
  );
  await parts.slack.publishHome(
    user,
    homeView({ environments, owner: ownerOf(person), userId: user }, person.language),
  );
}
