import type { Server } from 'node:http';

export interface GracefulStop {
  /** False from the first stop signal on. */
  isReady(): boolean;
  /** Begins to stop; resolves when every request has been answered. Calling it again changes nothing. */
  stop(): Promise<void>;
}

/** In ms. `announce`: how long clients are told to close; `linger`: how long handed-over sockets may still come back. */
export interface GracefulStopTimes {
  readonly announce: number;
  readonly linger: number;
}

export const DEFAULT_STOP_TIMES: GracefulStopTimes = { announce: 500, linger: 500 };

/**
 * Stops a worker of a PM2 cluster without losing a request. The order matters:
 * keep accepting while every answer says `Connection: close`, then stop listening and finish what runs, then stay a moment
 * longer, because the cluster's master may just have handed over a socket that must be given back, not dropped.
 */
export function gracefulStop(
  server: Server,
  times: GracefulStopTimes,
  wait: (ms: number) => Promise<void>,
): GracefulStop {
  let stopping: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    await wait(times.announce);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await closed;
    await wait(times.linger);
  };
  return {
    isReady: () => stopping === undefined,
    stop: () => (stopping ??= run()),
  };
}
