// PM2 runs the app as one cluster. Where and how many comes from the host (instance.env, through hooks/host.sh).
const home = process.env.BLUEGREEN_APP_HOME;

module.exports = {
  apps: [
    {
      name: 'bluegreen-app',
      // Relative to `cwd`: a script path with a space in it is a shell command to PM2.
      script: 'current/server.cjs',
      cwd: home,
      exec_mode: 'cluster',
      instances: Number(process.env.BLUEGREEN_WORKERS || 4),
      // A worker counts as started when it says so (it listens), and gets time to finish its requests when it ends.
      vizion: false,
      wait_ready: true,
      listen_timeout: 15000,
      kill_timeout: 10000,
      max_memory_restart: '512M',
      merge_logs: true,
      out_file: `${home}/logs/application.log`,
      error_file: `${home}/logs/application.log`,
      env: {
        NODE_ENV: 'production',
        BLUEGREEN_APP_HOME: home,
        BLUEGREEN_WORKERS: process.env.BLUEGREEN_WORKERS,
        BLUEGREEN_LISTEN_HOST: process.env.BLUEGREEN_LISTEN_HOST,
        BLUEGREEN_LISTEN_PORT: process.env.BLUEGREEN_LISTEN_PORT,
      },
    },
  ],
};
