#!/usr/bin/env bash
# AfterInstall: tells the release who and where it is, and puts nginx and log rotation in place.
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "$0")/host.sh"

mkdir -p "$LOGS" "$RUN" "$PM2_HOME"
rm -rf "$RUN/workers"
# Without this file PM2 looks for a newer version on the network when its home is new.
touch "$PM2_HOME/touch"

# The content digest stands in the bundle's key; the release name travels inside the bundle.
node "$CURRENT/hooks/write-identity.cjs" "$CURRENT/release.json" "$RUN/identity.json"

if [ "$(id -u)" = 0 ] && [ -z "$ROOT" ] && id "$APP_USER" >/dev/null 2>&1; then
  chown -R "$APP_USER:" "$LOGS" "$RUN" "$PM2_HOME"
fi

mkdir -p "$ROOT/etc/logrotate.d"
fill_in "$CURRENT/logrotate/bluegreen-app" >"$ROOT/etc/logrotate.d/bluegreen-app"

# A site that nginx refuses is to fail here, before anything is started.
if nginx_is_on; then write_nginx_site; fi
say "Installed $(cat "$RUN/identity.json")."
