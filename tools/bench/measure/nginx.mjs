import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs nginx in the foreground with one worker on one core; resolves once it answers. */
export async function nginx(core, server) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bluegreen-bench-nginx-'));
  mkdirSync(join(folder, 'logs'));
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/logs/error.log;
     events { worker_connections 1024; }
     http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
       ${server(port)} }`,
  );
  const child = spawn('taskset', ['-c', String(core), 'nginx', '-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: 'inherit',
  });
  const deadline = Date.now() + 5_000;
  while (!answers(port)) {
    if (Date.now() > deadline) throw new Error('nginx did not start within 5 s');
  }
  return {
    port,
    stop() {
      child.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const staticAnswer = (port) =>
  `keepalive_requests 100000000; server { listen 127.0.0.1:${port}; location / { default_type text/plain; return 200 "ok, and some more bytes to make it a small page\\n"; } }`;

export const reverseProxy = (backend) => (port) =>
  `keepalive_requests 100000000; upstream app { server 127.0.0.1:${backend}; keepalive 128; keepalive_requests 100000000; }
   server { listen 127.0.0.1:${port}; location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; } }`;

function answers(port) {
  try {
    execFileSync('curl', ['-s', '-o', '/dev/null', `http://127.0.0.1:${port}/`]);
    return true;
  } catch {
    return false;
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
