import { Agent, get } from 'node:http';

export interface Load {
  /** Resolves once this many requests have been answered since the load began. */
  reached(answers: number): Promise<void>;
  /** Ends the load; every request that was sent is settled. */
  stop(): Promise<{ answered: number; failures: string[] }>;
}

/** `clients` loops, each sending its next request when the last is answered: half over kept connections, half over fresh ones. */
export function steadyLoad(url: string, clients: number, deadlineMs = 5_000): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const failures: string[] = [];
  const milestones: { answers: number; resolve: () => void }[] = [];
  let answered = 0;
  let running = true;

  const once = (fresh: boolean) =>
    new Promise<void>((resolve) => {
      const settle = (failure?: string) => {
        if (failure) failures.push(failure);
        else answered += 1;
        for (const each of milestones) if (answered >= each.answers) each.resolve();
        resolve();
      };
      const request = get(url, { agent: fresh ? false : agent, timeout: deadlineMs }, (response) => {
        response.resume();
        response.on('end', () => settle(response.statusCode === 200 ? undefined : `status ${response.statusCode}`));
        response.on('error', (error) => settle(error.message));
      });
      request.on('timeout', () => request.destroy(new Error('no answer in time')));
      request.on('error', (error) => settle(error.message));
    });
  const loops = Array.from({ length: clients }, async (_, index) => {
    while (running) await once(index % 2 === 1);
  });

  return {
    reached: (answers) =>
      new Promise((resolve) => (answered >= answers ? resolve() : void milestones.push({ answers, resolve }))),
    async stop() {
      running = false;
      await Promise.all(loops);
      agent.destroy();
      return { answered, failures };
    },
  };
}
