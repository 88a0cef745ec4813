#!/usr/bin/env bash
# ValidateService: every worker of this host runs the release that was just installed, and the deep health check passes.
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "$0")/host.sh"

# The workers are asked directly: through nginx a warm connection would show the same one again and again.
exec node "$CURRENT/hooks/check-workers.cjs" "$RUN/identity.json" "$BLUEGREEN_WORKERS" \
  "http://$BLUEGREEN_LISTEN_HOST:$BLUEGREEN_LISTEN_PORT" "http://$BLUEGREEN_HOST:$BLUEGREEN_PORT"
