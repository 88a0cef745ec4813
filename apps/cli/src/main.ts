import { version } from './version.js';

// Node 20 is supported on purpose: the AWS SDK's notice about its end would only disturb every command's output.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// The most frequent question is answered before anything else is loaded.
if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2] ?? '')) {
  process.stdout.write(`${version}\n`);
} else {
  void start();
}

async function start(): Promise<void> {
  const { keepCompiledCode } = await import('./code-cache.js');
  keepCompiledCode(__dirname, process.env);
  const { run } = await import('./run.js');
  process.exitCode = await run(process.argv.slice(2));
}
