import { BlueGreen, type Actor, type Documents } from '@bluegreen/sdk';

/** Environments as the SDK opens them, each time for one person. */
export interface Engines {
  /** For reading; kept open. */
  reader(environment: string): Promise<BlueGreen>;
  /** For one operation in one person's name; close it after. */
  open(environment: string, who: { readonly actor: Actor; readonly signal: AbortSignal }): Promise<BlueGreen>;
  close(): void;
}

/** Folder of the bot's own documents, beside the environment's lease and journal. */
const FOLDER = 'slack';

/** Environments from the SDK's own configuration: bluegreen.yaml, variables, stack outputs. */
export function connectEngines(env: NodeJS.ProcessEnv): Engines {
  const open: Engines['open'] = (environment, { actor, signal }) =>
    BlueGreen.connect({ environment, env, actor, signal });
  return keepReaders(open);
}

export function keepReaders(open: Engines['open']): Engines {
  const readers = new Map<string, Promise<BlueGreen>>();
  const none = new AbortController().signal;
  return {
    open,
    reader(environment) {
      const known = readers.get(environment);
      if (known) return known;
      const opened = open(environment, { actor: { owner: 'slack', surface: 'slack' }, signal: none });
      readers.set(environment, opened);
      opened.catch(() => readers.delete(environment));
      return opened;
    },
    close() {
      for (const reader of readers.values()) void reader.then((engine) => engine.close()).catch(() => undefined);
    },
  };
}

export async function documentsOf(engines: Engines, environment: string): Promise<Documents> {
  return (await engines.reader(environment)).documents(FOLDER);
}

/** How a person of Slack is named in lease, journal and history. */
export function ownerOf({ id, name }: { readonly id: string; readonly name: string }): string {
  return `@${name} (${id})`;
}
