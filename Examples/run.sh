#!/usr/bin/env bash
# Installs what is missing, builds, and runs an example. usage: Examples/run.sh [NAME]    (default: iren-microsoft)
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:-iren-microsoft}
[ -f "Examples/$name/main.lua" ] || { echo "there is no example $name; there are: $(cd Examples && ls -d */ | tr -d /)" >&2; exit 2; }
bash .ci/setup
swift build -c release --product headroom
swift run -c release --skip-build headroom run "Examples/$name/main.lua"
