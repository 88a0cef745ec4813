import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from './app.js';
import { logFolderWritable, workersAgree } from './health/checks.js';
import { workerRegistry } from './worker-registry.js';

const identity = {
  release: 'v7',
  commit: 'c0ffee',
  digest: 'a'.repeat(64),
  color: 'green',
  instance: 'i-9',
  worker: 2,
};

describe('the deployed app', () => {
  let home: string;
  let server: Server;
  let base: string;
  let ready: boolean;

  beforeEach(async () => {
    ready = true;
    home = mkdtempSync(join(tmpdir(), 'app-'));
    mkdirSync(join(home, 'logs'));
    const registry = workerRegistry(home, identity);
    registry.join();
    const checks = [logFolderWritable(home, identity.worker), workersAgree(identity, registry, 1)];
    server = createServer(createApp({ identity, registry, checks, isReady: () => ready }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(home, { recursive: true });
  });

  it('says on /version exactly what runs, and what its sibling workers run', async () => {
    const answer = await fetch(`${base}/version`);
    expect(answer.headers.get('x-bluegreen-release')).toBe('v7');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({
      ...identity,
      workers: [{ worker: 2, release: 'v7', digest: identity.digest }],
    });
  });

  it('shows colour, release and instance on its page, with markup made harmless', async () => {
    const html = await (await fetch(`${base}/`)).text();
    expect(html).toContain('<dd>GREEN</dd>');
    expect(html).toContain('<dd>v7</dd>');
    expect(html).toContain('<dd>i-9</dd>');
  });

  it('is healthy until it is told to stop, and then asks clients to go elsewhere', async () => {
    expect((await fetch(`${base}/health`)).status).toBe(200);
    ready = false;
    const answer = await fetch(`${base}/health`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('connection')).toBe('close');
  });

  it('passes the deep check when logs take writes and all workers agree', async () => {
    const answer = await fetch(`${base}/health/deep`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'ok', checks: [{ name: 'log-folder' }, { name: 'workers' }] });
  });

  it.each([
    ['the log folder is gone', () => rmSync(join(home, 'logs'), { recursive: true }), 'log-folder', 'ENOENT'],
    [
      'a sibling runs another release',
      () => workerRegistry(home, { ...identity, worker: 3, release: 'v6' }).join(),
      'workers',
      '3 runs v6',
    ],
    ['a worker is missing', () => workerRegistry(home, identity).leave(), 'workers', '0 of 1 workers are up'],
  ])('fails the deep check when %s', async (_name, harm, check, reason) => {
    harm();
    const answer = await fetch(`${base}/health/deep`);
    const body = (await answer.json()) as { checks: { name: string; ok: boolean; detail: string }[] };
    expect(answer.status).toBe(503);
    const failed = body.checks.filter((finding) => !finding.ok);
    expect(failed).toEqual([expect.objectContaining({ name: check, detail: expect.stringContaining(reason) })]);
  });

  it('streams a body without announcing its length', async () => {
    const answer = await fetch(`${base}/stream?kilobytes=100`);
    expect(answer.headers.get('content-length')).toBeNull();
    expect((await answer.arrayBuffer()).byteLength).toBe(100 * 1024);
  });

  it.each(['0', '-1', '1.5', 'many', '99999999'])('refuses to stream %s kilobytes', async (kilobytes) => {
    expect((await fetch(`${base}/stream?kilobytes=${kilobytes}`)).status).toBe(400);
  });

  it('echoes a body', async () => {
    const answer = await fetch(`${base}/echo`, { method: 'POST', body: 'x'.repeat(100_000) });
    expect(await answer.text()).toHaveLength(100_000);
  });

  it('answers 404 elsewhere', async () => {
    expect((await fetch(`${base}/nowhere`)).status).toBe(404);
  });
});
