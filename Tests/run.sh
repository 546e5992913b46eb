#!/usr/bin/env bash
# Installs what is missing and runs the tests. usage: Tests/run.sh [--full]
#   quick (default): every test with its quick sample; --full: a million points a row in the accuracy tests of the kernels,
#   a thousand simulated series for each fit, two thousand random step functions against plain Lua.
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in
  "") ;;
  --full) export HEADROOM_ACCURACY_POINTS=1000000 HEADROOM_REPLICAS=1000 HEADROOM_PROGRAMS=2000 ;;
  *) echo "usage: Tests/run.sh [--full]" >&2; exit 2 ;;
esac
bash .ci/setup
swift test -c release --scratch-path .build-test
