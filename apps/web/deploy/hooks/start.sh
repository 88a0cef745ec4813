#!/usr/bin/env bash
# ApplicationStart: starts the workers and returns when each of them listens.
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "$0")/host.sh"

mkdir -p "$LOGS" "$RUN"
# Start from nothing: an app that PM2 still knows would keep its old path and environment.
pm2_quietly delete bluegreen-app || true
pm2_quietly start "$CURRENT/ecosystem.config.cjs" || fail "PM2 could not start the app; see $LOGS/pm2.log and $LOGS/application.log."
pm2_quietly save --force

if nginx_is_on; then
  write_nginx_site
  if [ -z "$ROOT" ] && command -v systemctl >/dev/null; then
    systemctl reload-or-restart nginx
  elif nginx_runs; then
    nginx -c "$NGINX_MAIN" -s reload </dev/null >>"$LOGS/nginx.log" 2>&1
  else
    nginx -c "$NGINX_MAIN" </dev/null >>"$LOGS/nginx.log" 2>&1
  fi
fi
say "Started $BLUEGREEN_WORKERS workers."
