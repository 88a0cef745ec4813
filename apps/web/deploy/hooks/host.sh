#!/usr/bin/env bash
# Sourced by every hook: where things are on this host, and how to act on it.
# BLUEGREEN_ROOT is empty on EC2; in the sandbox it is the instance's folder, so the same scripts run in both places.

ROOT="${BLUEGREEN_ROOT:-}"
export BLUEGREEN_APP_HOME="$ROOT/opt/bluegreen-app"
export CURRENT="$BLUEGREEN_APP_HOME/current"
export LOGS="$BLUEGREEN_APP_HOME/logs"
export RUN="$BLUEGREEN_APP_HOME/run"
APP_USER="bluegreen-app"

# shellcheck source=/dev/null
set -a && . "$ROOT/etc/bluegreen/instance.env" && set +a

if [ "${BLUEGREEN_NGINX:-on}" = on ]; then
  export BLUEGREEN_LISTEN_HOST="${BLUEGREEN_APP_HOST:-127.0.0.1}" BLUEGREEN_LISTEN_PORT="${BLUEGREEN_APP_PORT:-8081}"
else
  export BLUEGREEN_LISTEN_HOST="$BLUEGREEN_HOST" BLUEGREEN_LISTEN_PORT="$BLUEGREEN_PORT"
fi

# One PM2 home for every deployment of this host: a second daemon would keep the old release alive beside the new one.
export PM2_HOME="${PM2_HOME:-$ROOT/var/lib/bluegreen/pm2}"
export PM2_LOG_FILE_PATH="$LOGS/pm2.log"
export PM2_DISABLE_VERSION_CHECK=true

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# The app does not run as root where the host has a user for it.
as_app_user() {
  if [ "$(id -u)" = 0 ] && [ -z "$ROOT" ] && id "$APP_USER" >/dev/null 2>&1; then
    runuser --preserve-environment -u "$APP_USER" -- "$@"
  else
    "$@"
  fi
}

# PM2's daemon would inherit our output and keep the lifecycle event open until its deadline.
pm2_quietly() { as_app_user pm2 "$@" --silent </dev/null >>"$LOGS/pm2.log" 2>&1; }

nginx_is_on() { [ "${BLUEGREEN_NGINX:-on}" = on ]; }
export NGINX_MAIN="$ROOT/etc/nginx/nginx.conf"

# A folder may be called anything: what sed would read as more than a letter is escaped.
literally() { printf '%s' "$1" | sed 's/[\\#&]/\\&/g'; }

fill_in() {
  sed -e "s#@HOST@#$BLUEGREEN_HOST#g" -e "s#@PORT@#$BLUEGREEN_PORT#g" -e "s#@ROOT@#$(literally "$ROOT")#g" \
    -e "s#@APP_HOST@#$BLUEGREEN_LISTEN_HOST#g" -e "s#@APP_PORT@#$BLUEGREEN_LISTEN_PORT#g" "$1"
}

# Written anew at every start: a host may come back with another address than it had when the release was installed.
write_nginx_site() {
  mkdir -p "$ROOT/etc/nginx/conf.d" "$ROOT/var/log/nginx" "$ROOT/var/lib/nginx" "$ROOT/run"
  fill_in "$CURRENT/nginx/bluegreen-app.conf" >"$ROOT/etc/nginx/conf.d/bluegreen-app.conf"
  # A host that has nginx as a service has its main file; elsewhere the bundle's serves.
  [ -e "$NGINX_MAIN" ] || fill_in "$CURRENT/nginx/nginx.conf" >"$NGINX_MAIN"
  nginx -t -q -c "$NGINX_MAIN" || fail "nginx refuses the site's configuration."
}

# A pid file may outlive its nginx, and its number may be another process's by now.
nginx_runs() {
  local pid
  pid="$(cat "$ROOT/run/nginx.pid" 2>/dev/null)" && [ -n "$pid" ] || return 1
  { tr '\0' ' ' <"/proc/$pid/cmdline" || ps -o command= -p "$pid"; } 2>/dev/null | grep -F "$NGINX_MAIN" >/dev/null
}
