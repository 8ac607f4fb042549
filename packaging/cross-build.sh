#!/usr/bin/env bash
# Builds the executable and the unit tests for arm64 on amd64, with Debian's packages for both, in
# build/arm64, and runs them with qemu. Needs root and changes installed packages: use a fresh
# machine.
#   packaging/fresh-machine.sh bookworm /var/tmp/arm64 ./packaging/cross-build.sh
# Not part of the test suite: it takes an hour on two cores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
architecture=arm64 triplet=aarch64-linux-gnu

export DEBIAN_FRONTEND=noninteractive
dpkg --add-architecture "$architecture"
apt-get -q update
# Tools for this machine, libraries for the target. Packages for all architectures have no suffix.
packages=("g++-$triplet" "libc6-dev:$architecture" qemu-user-static catch2)
for package in $(packaging/dependencies.sh --list build); do
  case $package in
    g++) ;;
    *-dev)
      shown=$(apt-cache show "$package:$architecture" 2>/dev/null || true)
      [[ $shown != *"Architecture: $architecture"* ]] || package+=:$architecture
      packages+=("$package") ;;
    *) packages+=("$package") ;;
  esac
done
apt-get -q install -y --no-install-recommends "${packages[@]}" tzdata ca-certificates unzip

# g++ 12 warns falsely of uninitialized values at -O3 for arm64, as at -Og for amd64
# (CMakePresets.json).
export PKG_CONFIG_LIBDIR=/usr/lib/$triplet/pkgconfig:/usr/share/pkgconfig
cmake -G Ninja -B "build/$architecture" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS=-Wno-maybe-uninitialized -DGORMIC_BI_BENCH=OFF \
  -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=aarch64 \
  -DCMAKE_C_COMPILER="$triplet-gcc" -DCMAKE_CXX_COMPILER="$triplet-g++" \
  -DCMAKE_CROSSCOMPILING_EMULATOR=/usr/bin/qemu-aarch64-static
cmake --build "build/$architecture" --target gormic-bi gormic-bi-tests

run() { qemu-aarch64-static "$@"; }
run "build/$architecture/src/gormic-bi" --version
run "build/$architecture/src/gormic-bi" demo --once --directory "build/$architecture/demo" --invoices 200 \
  --listen 127.0.0.1:0
run "build/$architecture/tests/gormic-bi-tests" "${@:-~[.]}"
