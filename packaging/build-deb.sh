#!/usr/bin/env bash
# Builds the Debian package of the committed tree, or of a copy of one, for this Debian release.
#   packaging/build-deb.sh FOLDER [EXECUTABLE]
# FOLDER receives gormic-bi_VERSION+debN_ARCH.deb. EXECUTABLE is packed instead of one that is built
# here. Times in the package are SOURCE_DATE_EPOCH, or the time of the last commit.
set -euo pipefail
[[ $# -ge 1 ]] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(realpath "$1")
[[ -z ${2-} ]] || { BUILT_EXECUTABLE=$(realpath "$2"); export BUILT_EXECUTABLE; }
cd "$(dirname "${BASH_SOURCE[0]}")/.."

umask 022
export LC_ALL=C.UTF-8
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
release=$(. /etc/os-release && echo "${VERSION_ID%%.*}")
version=$(sed -n 's/^project(gormic-bi VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)+deb$release

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir "$tree/gormic-bi"
if [[ -e .git ]]; then
  git archive HEAD
else
  tar -c --exclude=./build .
fi | tar -x -C "$tree/gormic-bi"
cd "$tree/gormic-bi"
cp -r packaging/debian debian
cp packaging/gormic-bi.service packaging/gormic-bi.socket debian/
sed -i "1s/(.*)/($version)/" debian/changelog
sed -i "s/^ -- \(.*>\).*/ -- \1  $(date -u -R -d "@$SOURCE_DATE_EPOCH")/" debian/changelog
DEB_BUILD_OPTIONS=noautodbgsym dpkg-buildpackage -b -us -uc -d >&2
mv ../gormic-bi_*.deb ../gormic-bi_*.buildinfo ../gormic-bi_*.changes "$folder"
