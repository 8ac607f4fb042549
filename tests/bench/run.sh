#!/usr/bin/env bash
# Measures the engine beside others, on this machine, and prints the tables.
#   tests/bench/run.sh [--rows N] [--rounds N] [--peers all|none]
# What it needs of Debian and npm it installs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."

packaging/dependencies.sh build bench
cmake --preset release -DGORMIC_BI_BENCH=ON >/dev/null
cmake --build build/release
exec /usr/bin/python3 -B "$here/bench.py" --engine "$PWD/build/release/src/gormic-bi" \
  --tools "$PWD/build/release/tests/bench" --folder "$PWD/build/bench" "$@"
