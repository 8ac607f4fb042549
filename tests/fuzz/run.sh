#!/usr/bin/env bash
# Runs libFuzzer on each target, or on the named ones, for the given minutes each. New corpus files
# go to build/fuzz/learned; inputs that fail go to build/fuzz/found.
#   tests/fuzz/run.sh MINUTES [TARGET...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

minutes=$1; shift
targets=("$@")
[[ ${#targets[@]} -gt 0 ]] || mapfile -t targets < <(ls tests/fuzz/corpus)
cmake --preset fuzz >/dev/null
cmake --build build/fuzz --target "${targets[@]/#/fuzz-}"
for target in "${targets[@]}"; do
  mkdir -p "build/fuzz/learned/$target" build/fuzz/found
  echo "== $target"
  "build/fuzz/tests/fuzz/fuzz-$target" -max_total_time=$((minutes * 60)) -timeout=10 -rss_limit_mb=2048 \
    -max_len=4096 -print_final_stats=1 -verbosity=0 -artifact_prefix="build/fuzz/found/$target-" \
    "build/fuzz/learned/$target" "tests/fuzz/corpus/$target" 2>&1 | tail -20
done
