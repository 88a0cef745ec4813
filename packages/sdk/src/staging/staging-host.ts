import type { StagingMessage, StagingRequest } from '@bluegreen/appspec';

export interface Delivery {
  readonly request: StagingRequest;
  /** File that holds exactly what the request describes. */
  readonly archive: string;
  /** The program that the host runs, as JavaScript that exports `serve`. */
  readonly runner: string;
  /** Ends the listening. */
  readonly signal: AbortSignal;
}

/** A host that can be deployed to. */
export interface StagingHost {
  /** Without user; for people. */
  readonly name: string;
  /**
   * Sends everything, then tells what the host says until one of the two hangs up. Ends early where the connection
   * breaks or the signal fires.
   *
   * @throws HOST_UNREACHABLE, HOST_KEY_UNKNOWN, HOST_ACCESS_DENIED, STAGING_REFUSED before the host had everything.
   */
  deliver(delivery: Delivery): AsyncGenerator<StagingMessage, void, void>;
}
