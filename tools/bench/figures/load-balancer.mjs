import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nginx, reverseProxy, staticAnswer } from '../measure/nginx.mjs';
import { median } from '../measure/statistics.mjs';

const ROUNDS = 3;
const PROXY_CORE = 0;
const LOAD_CORE = 1;

/** Requests per second with 64 kept connections and the same backend, each proxy alone on one core, in turns. */
export async function loadBalancer() {
  const backend = await nginx(LOAD_CORE, staticAnswer);
  const proxies = {};
  for (const name of ['bluegreen', 'httpxy', 'http-proxy-3']) proxies[name] = await nodeProxy(name, backend.port);
  proxies.nginx = await nginx(PROXY_CORE, reverseProxy(backend.port));
  try {
    const results = Object.fromEntries(Object.keys(proxies).map((name) => [name, []]));
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [name, { port }] of Object.entries(proxies)) {
        const result = wrk(port, round === 0 ? 3 : 6);
        // The first round warms up: it is mostly the compiler's time.
        if (round > 0) results[name].push(result);
      }
    }
    const rate = (name) => median(results[name].map(({ requestsPerSecond }) => requestsPerSecond));
    const p99 = (name) => median(results[name].map(({ p99Ms }) => p99Ms));
    return [
      ...['httpxy', 'http-proxy-3'].flatMap((peerName) => [
        {
          figure: 'load balancer requests/s',
          ours: rate('bluegreen'),
          peer: rate(peerName),
          peerName,
          unit: 'requests/s',
          atLeast: 1.2,
        },
        { figure: 'load balancer p99', ours: p99('bluegreen'), peer: p99(peerName), peerName, unit: 'ms', limit: 1.0 },
      ]),
      { figure: 'for reference: nginx requests/s', ours: rate('nginx'), unit: 'requests/s' },
    ];
  } finally {
    for (const each of [...Object.values(proxies), backend]) each.stop();
  }
}

async function nodeProxy(name, backend) {
  const script = join(import.meta.dirname, '../proxies', `${name}.mjs`);
  const child = spawn('taskset', ['-c', String(PROXY_CORE), process.execPath, script, String(backend)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ port }] = await once(child, 'message');
  return { port, stop: () => child.kill('SIGTERM') };
}

function wrk(port, seconds) {
  const words = [
    '-c',
    String(LOAD_CORE),
    'wrk',
    '-t1',
    '-c64',
    `-d${seconds}s`,
    '--latency',
    `http://127.0.0.1:${port}/`,
  ];
  const output = execFileSync('taskset', words, { encoding: 'utf8' });
  const errors = /Non-2xx[^\n]*|Socket errors[^\n]*/.exec(output);
  if (errors) throw new Error(`wrk saw ${errors[0]}`);
  const [, value, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(output);
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)[1]),
    p99Ms: Number(value) * { us: 0.001, ms: 1, s: 1_000 }[unit],
  };
}
