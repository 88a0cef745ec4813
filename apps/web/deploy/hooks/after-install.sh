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

fill_in() {
  sed -e "s#@HOST@#$BLUEGREEN_HOST#g" -e "s#@PORT@#$BLUEGREEN_PORT#g" -e "s#@ROOT@#$ROOT#g" \
    -e "s#@APP_HOST@#$BLUEGREEN_LISTEN_HOST#g" -e "s#@APP_PORT@#$BLUEGREEN_LISTEN_PORT#g" "$1"
}

mkdir -p "$ROOT/etc/logrotate.d"
fill_in "$CURRENT/logrotate/bluegreen-app" >"$ROOT/etc/logrotate.d/bluegreen-app"

if nginx_is_on; then
  mkdir -p "$ROOT/etc/nginx/conf.d" "$ROOT/var/log/nginx" "$ROOT/var/lib/nginx" "$ROOT/run"
  fill_in "$CURRENT/nginx/bluegreen-app.conf" >"$ROOT/etc/nginx/conf.d/bluegreen-app.conf"
  # A host that has nginx as a service has its main file; elsewhere the bundle's serves.
  [ -e "$NGINX_MAIN" ] || fill_in "$CURRENT/nginx/nginx.conf" >"$NGINX_MAIN"
  nginx -t -q -c "$NGINX_MAIN" || fail "nginx refuses the site's configuration."
fi
say "Installed $(cat "$RUN/identity.json")."
