#!/usr/bin/env bash
# BeforeInstall: refuses a host that cannot run the release, before any file is replaced.
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "$0")/host.sh"

command -v node >/dev/null || fail "node is not on PATH ($PATH)."
command -v pm2 >/dev/null || fail "pm2 is not on PATH ($PATH)."
major="$(node -p 'process.versions.node.split(".")[0]')"
[ "$major" -ge 20 ] || fail "Node 20 or newer is needed; this host has $(node --version)."
if nginx_is_on; then command -v nginx >/dev/null || fail "nginx is not on PATH, and instance.env says BLUEGREEN_NGINX=on."; fi

mkdir -p "$BLUEGREEN_APP_HOME"
free_kilobytes="$(df -Pk "$BLUEGREEN_APP_HOME" | awk 'NR == 2 { print $4 }')"
[ "$free_kilobytes" -ge 102400 ] || fail "Less than 100 MB free below $BLUEGREEN_APP_HOME."
say "Host is fit: node $(node --version), $((free_kilobytes / 1024)) MB free."
