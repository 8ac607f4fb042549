#!/usr/bin/env bash
# Builds the tarball, whose executable needs nothing but glibc, from this tree on Debian.
#   packaging/build-tarball.sh FOLDER
# FOLDER receives gormic-bi-VERSION-linux-ARCH.tar.gz. Needs the packages of dependencies.sh (build,
# tarball) and the network for Debian's sources. Times are SOURCE_DATE_EPOCH, or the last commit.
set -euo pipefail
[[ $# -eq 1 ]] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
umask 022
export LC_ALL=C.UTF-8
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
version=$(sed -n 's/^project(gormic-bi VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
build=$PWD/build/tarball

packaging/static-libraries.sh "$build/libraries" >&2
icu=$(packaging/icu-data.sh "$build/icu")
export PKG_CONFIG_PATH=$build/libraries/lib/pkgconfig
cmake --preset release -B "$build" -DGORMIC_BI_BENCH=OFF -DGORMIC_BI_UNITY=ON -DGORMIC_BI_STATIC=ON \
  -DGORMIC_BI_ICU_DATA="$icu" \
  -DCMAKE_CXX_FLAGS="-ffile-prefix-map=$PWD=. -fstack-protector-strong -D_FORTIFY_SOURCE=2" \
  -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DCMAKE_EXE_LINKER_FLAGS="-pie -Wl,-z,relro,-z,now" >&2
cmake --build "$build" --target gormic-bi >&2

name=gormic-bi-$version-linux-$(dpkg --print-architecture)
root=$build/root/$name
rm -rf "$build/root"
install -D -s -m 755 "$build/src/gormic-bi" "$root/bin/gormic-bi"
"$root/bin/gormic-bi" manual --folder "$build/manual"
"$root/bin/gormic-bi" sbom >"$root/sbom.cdx.json"
install -D -m 644 "$build"/manual/man1/* -t "$root/share/man/man1"
install -D -m 644 "$build"/manual/completions/* -t "$root/share/completions"
install -D -m 644 packaging/gormic-bi.{service,socket,toml} packaging/local-only.conf -t "$root/share/systemd"
install -D -m 644 packaging/monitoring/*.{yml,json} -t "$root/share/monitoring"
install -D -m 644 assets/docs/*.md -t "$root/share/manual"
install -m 644 packaging/tarball-README.md "$root/README.md"
install -m 644 CHANGELOG.md packaging/debian/copyright "$root"
# What the licenses of the libraries ask for.
sed -n "s/^libstdc++-dev/libstdc++-$(g++ -dumpversion | cut -d. -f1)-dev/; s/^\([a-z][^ ]*\) .* \(static\|headers\)$/\1/p" packaging/libraries.txt |
  while read -r package; do
    install -D -m 644 "/usr/share/doc/$package/copyright" "$root/share/licenses/$package"
  done
mkdir -p "$root/share/zoneinfo"
# Without the second copies of all zones, posix/ and right/; links become files.
(cd /usr/share/zoneinfo && find . -path ./posix -prune -o -path ./right -prune -o \
  \( -type f -o -type l \) ! -name localtime ! -name posixrules -print0 | tar --null -hcT - | tar -x -C "$root/share/zoneinfo")

highest=$(objdump -T "$root/bin/gormic-bi" | sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' | sort -V | tail -1)
sed -i "s/@GLIBC@/$highest/" "$root/README.md"
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu \
  --mode=go=rX -C "$build/root" -c "$name" | gzip -9n >"$folder/$name.tar.gz"
echo "$folder/$name.tar.gz: glibc $highest or newer"
