import type { BlueGreenEvent } from '@bluegreen/sdk';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportedError } from '../commands/sandbox/child-report.js';
import { annotationsReport } from './annotations-report.js';
import { dotenvReport } from './dotenv-report.js';
import { junitReport } from './junit-report.js';
import { metricsReport } from './metrics-report.js';
import type { ReportFacts } from './report-facts.js';

/** Keeps what a command says and leaves it as files that GitLab reads as reports. */
export interface Reporter {
  /** Written to `events.ndjson` at once, so that a killed job leaves what it saw. */
  seen(event: BlueGreenEvent): void;
  /** The environment that the command spoke to. */
  spokeTo(place: { readonly url: string; readonly region: string }): void;
  cameTo(result: unknown): void;
  failed(error: ReportedError): void;
  /** Writes `deploy.env`, `junit.xml`, `annotations.json`, `metrics.txt` and `result.json`. */
  finish(exitCode: number): void;
}

/** @throws USAGE_INVALID when the folder cannot be written to: told before anything is done. */
export async function createReporter(folder: string, command: string, now: () => number): Promise<Reporter> {
  const file = (name: string) => join(folder, name);
  const startedAt = now();
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file('events.ndjson'), '');
  } catch (cause) {
    throw await folderRefused(folder, cause);
  }
  const events: BlueGreenEvent[] = [];
  let place: Parameters<Reporter['spokeTo']>[0] | null = null;
  let result: unknown = null;
  let error: ReportedError | null = null;
  return {
    seen(event) {
      events.push(event);
      appendFileSync(file('events.ndjson'), `${JSON.stringify({ at: new Date(now()).toISOString(), ...event })}\n`);
    },
    spokeTo: (spoken) => void (place = spoken),
    cameTo: (data) => void (result = data),
    failed: (reported) => void (error = reported),
    finish(exitCode) {
      const facts: ReportFacts = { command, startedAt, endedAt: now(), events, result, error, exitCode };
      writeFileSync(file('deploy.env'), dotenvReport(facts));
      writeFileSync(file('junit.xml'), junitReport(facts));
      writeFileSync(file('annotations.json'), place ? annotationsReport(facts, place) : '{}\n');
      writeFileSync(file('metrics.txt'), metricsReport(facts));
      writeFileSync(file('result.json'), resultDocument(facts));
    },
  };
}

function resultDocument({ command, startedAt, endedAt, result, error, exitCode }: ReportFacts): string {
  const times = { startedAt: new Date(startedAt).toISOString(), endedAt: new Date(endedAt).toISOString() };
  const document = { command, exitCode, reason_code: error?.code ?? 'DONE', ...times, result, error };
  return `${JSON.stringify(document, null, 2)}\n`;
}

async function folderRefused(folder: string, cause: unknown): Promise<Error> {
  const { BlueGreenError } = await import('@bluegreen/sdk');
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new BlueGreenError(
    'USAGE_INVALID',
    `--report-dir ${folder} cannot be written to: ${reason}.`,
    'Name a folder that can be made and written to. Nothing was done.',
    { cause },
  );
}
