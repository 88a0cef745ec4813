import { Agent, createServer } from 'node:http';
import { createProxyServer } from 'httpxy';

const proxy = createProxyServer({
  target: `http://127.0.0.1:${process.argv[2]}`,
  agent: new Agent({ keepAlive: true }),
  xfwd: true,
});
const server = createServer((request, response) => void proxy.web(request, response));
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
