#!/usr/bin/env bash
# ApplicationStop: ends the release that is installed. Runs from that release's own bundle.
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "$0")/host.sh"

mkdir -p "$LOGS"
if [ ! -e "$PM2_HOME/pm2.pid" ]; then
  say "Nothing runs here yet."
  exit 0
fi

# The daemon goes too: it would keep the old environment and the old path for whatever it starts next.
pm2_quietly delete bluegreen-app || say "PM2 knew no app called bluegreen-app."
pm2_quietly kill
rm -rf "$RUN/workers"
say "Stopped."
