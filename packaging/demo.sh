#!/usr/bin/env bash
# Installs missing packages, builds the release and runs the demo, which makes two workbooks.
#   packaging/demo.sh [--once] [--invoices N]      (more: gormic-bi demo --help)
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

"$tree/packaging/dependencies.sh" build run
cmake -S "$tree" --preset release >/dev/null
cmake --build "$tree/build/release"
exec "$tree/build/release/src/gormic-bi" demo "$@"
