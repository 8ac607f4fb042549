#!/usr/bin/env bash
# Measures the product and other programs on this machine, and prints the tables.
#   tests/bench/run.sh [--rows N] [--rounds N] [--peers all|none] [--parts PART...]
#     [--earlier EXECUTABLE] [--write FILE]
#   tests/bench/run.sh --proof [--cells N...] [--csv N]     has other programs read what is written
# Installs the Debian and npm packages that it needs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."

program=bench.py
needs=bench
if [[ ${1-} == --proof ]]; then
  shift
  program=proof.py
  needs=tests
fi
packaging/dependencies.sh build "$needs"
cmake --preset release -DGORMIC_BI_BENCH=ON >/dev/null
cmake --build build/release
peers=build/bench/peers
if [[ $program == bench.py ]] && ! cmp -s "$here/peers/package.json" "$peers/package.json"; then
  mkdir -p "$peers"
  npm install --prefix "$peers" --ignore-scripts --no-audit --no-fund \
    $(node -p 'Object.entries(require(process.argv[1]).dependencies).map((d) => d.join("@")).join(" ")' \
      "$here/peers/package.json")
  cp "$here/peers/package.json" "$peers"
fi
exec /usr/bin/python3 -B "$here/$program" --engine "$PWD/build/release/src/gormic-bi" \
  --tools "$PWD/build/release/tests/bench" --folder "$PWD/build/bench" "$@"
