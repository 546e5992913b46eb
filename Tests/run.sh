#!/usr/bin/env bash
# Installs what is missing and runs the tests. usage: Tests/run.sh [--full]
#   quick (default)  every test with its quick sample sizes; --full takes the long ones.
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in
  "") ;;
  --full) export HEADROOM_FULL_TESTS=1 ;;
  *) echo "usage: Tests/run.sh [--full]" >&2; exit 2 ;;
esac
bash .ci/setup
swift test -c release --scratch-path .build-test
