#!/usr/bin/env bash
# Installs what tests need, builds and runs them. The runner's own summary is the last thing said.
#   tests/run.sh         the whole suite, and once more under ASan and UBSan what runs our code
#   tests/run.sh tsan    the same tests of our code under TSan
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case ${1-} in
  '') presets=(dev asan) ;;
  tsan) presets=(tsan) ;;
  *) sed -n '2,4s/^# //p' "$0" >&2; exit 2 ;;
esac

packaging/dependencies.sh build run tests
# The release is built too, since the optimizer sees, and warns of, more than in the others.
for preset in "${presets[@]}" release; do
  cmake --preset "$preset" >/dev/null
  cmake --build "build/$preset"
done

# One run over all builds, so that one summary speaks for all of them.
printf 'subdirs(%s)\n' "${presets[*]}" >build/CTestTestfile.cmake
exec ctest --test-dir build --parallel "$(nproc)" --output-on-failure --no-label-summary
