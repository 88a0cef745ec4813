// Asks over fresh connections until every worker has answered for itself; fails on the first one that runs another release.
const { readFileSync } = require('node:fs');
const http = require('node:http');

const [identityFile, workerCount, workersUrl, publicUrl] = process.argv.slice(2);
const wanted = JSON.parse(readFileSync(identityFile, 'utf8'));
const DEADLINE_MS = 60_000;
const PAUSE_MS = 100;

function get(url) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: 5_000 }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 5 s')));
    request.on('error', reject);
  });
}

async function main() {
  const seen = new Set();
  const deadline = Date.now() + DEADLINE_MS;
  let last = 'nothing answered yet';
  while (seen.size < Number(workerCount)) {
    if (Date.now() > deadline) throw new Error(`${seen.size} of ${workerCount} workers answered in time (${last})`);
    try {
      const { status, body } = await get(`${workersUrl}/version`);
      const answer = status === 200 ? JSON.parse(body) : null;
      if (!answer) throw new Error(`/version answered ${status}`);
      if (answer.release !== wanted.release || answer.digest !== wanted.digest) {
        console.error(
          `Worker ${answer.worker} runs ${answer.release} (${answer.digest}), not ${wanted.release} (${wanted.digest}).`,
        );
        process.exit(1);
      }
      seen.add(answer.worker);
    } catch (error) {
      last = error.message;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  const deep = await get(`${publicUrl}/health/deep`);
  if (deep.status !== 200) throw new Error(`/health/deep answered ${deep.status}: ${deep.body}`);
  console.log(`All ${workerCount} workers run ${wanted.release}; deep health is good.`);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
