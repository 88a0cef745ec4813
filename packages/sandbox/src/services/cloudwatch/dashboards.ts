/** A dashboard as it was put. */
export interface Dashboard {
  readonly name: string;
  /** JSON text. */
  readonly body: string;
  /** ms since the epoch. */
  readonly modifiedAt: number;
}

export type DashboardBook = Map<string, Dashboard>;
