#!/usr/bin/env bash
# Installs what tests need, builds and runs them. The runner's own summary is the last thing said.
#   tests/run.sh         the whole suite, and once more under ASan and UBSan what runs our code
#   tests/run.sh tsan    the same tests of our code under TSan
# What takes minutes, each over the release's executable:
#   tests/run.sh kill [N]         N kills under load (1,000)
#   tests/run.sh soak [MINUTES]   load, and what must stay flat (10)
#   tests/run.sh queue            10,000 jobs of 10 organizations wait at once
#   tests/run.sh faults           every call to the disk fails once
#   tests/run.sh fuzz [MINUTES]   libFuzzer looks for faults of each parser (10)
#   tests/run.sh slow             3,000 slow clients at once
#   tests/run.sh random [N]       other programs read N workbooks of random cells (500)
#   tests/run.sh values [N]       cells and comparisons agree in N reports a database (3,700: a million comparisons)
#   tests/run.sh cells            other programs read each cell of one, and of three million rows
#   tests/run.sh console          each view of the console in all widths, languages and themes
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case ${1-} in
  '') presets=(dev asan) ;;
  tsan) presets=(tsan) ;;
  kill|soak|queue|faults|fuzz|slow|random|values|cells|console) presets=() ;;
  *) sed -n '2,16s/^# //p' "$0" >&2; exit 2 ;;
esac

packaging/dependencies.sh build run tests $([[ ${1-} != fuzz ]] || echo fuzz)
build() {
  cmake --preset "$1" "${@:2}" >/dev/null
  cmake --build "build/$1"
}
for preset in "${presets[@]}"; do
  build "$preset" ${GORMIC_BI_TEST_UNITY:+"-DGORMIC_BI_UNITY=$GORMIC_BI_TEST_UNITY"}
done
# The release is built too, since the optimizer sees, and warns of, more than in the others.
build release

export GORMIC_BI_TEST_EXECUTABLE=$PWD/build/release/src/gormic-bi
case ${1-} in
  kill) GORMIC_BI_TEST_KILLS=${2-1000} exec /usr/bin/python3 -B tests/end_to_end/test_kill.py ;;
  soak) exec /usr/bin/python3 -B tests/end_to_end/soak.py "${2-10}" ;;
  queue) exec /usr/bin/python3 -B tests/end_to_end/many_jobs.py ;;
  fuzz) exec tests/fuzz/run.sh "${2-10}" ;;
  values)
    export GORMIC_BI_TEST_RENDERS=${2-3700} PYTHONPATH=tests/end_to_end
    exec /usr/bin/python3 -B tests/databases/test_values.py ;;
  console)
    export GORMIC_BI_TEST_CONSOLE_ALL=1 GORMIC_BI_TEST_CONSOLE=$PWD/build/console
    tests/interop/install.sh "$GORMIC_BI_TEST_CONSOLE" "$PWD/tests/console"
    exec node --test tests/console/views.test.mjs ;;
  slow) exec /usr/bin/python3 -B tests/end_to_end/slow_clients.py ;;
  faults)
    cmake --preset dev >/dev/null
    cmake --build build/dev --target gormic-bi-fault-tests
    GORMIC_BI_TEST_EVERY_CALL=1 exec build/dev/tests/gormic-bi-fault-tests ;;
  random)
    cmake --preset dev >/dev/null
    cmake --build build/dev --target random-workbook
    exec /usr/bin/python3 -B tests/workbook/test_random_workbooks.py build/dev/tests/random-workbook "${2-500}" ;;
  cells)
    exec tests/bench/run.sh --proof ;;
esac

# One run over all builds, so that one summary speaks for all of them.
printf 'subdirs(%s)\n' "${presets[*]}" >build/CTestTestfile.cmake
exec ctest --test-dir build --parallel "$((3 * $(nproc) + 2))" --output-on-failure --no-label-summary
