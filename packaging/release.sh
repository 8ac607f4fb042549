#!/usr/bin/env bash
# Builds all artifacts of the committed tree in fresh Debians, in build/release-artifacts: for each
# Debian release the package and the offline bundle, beside them the tarball, the bills of
# materials, manifest.json and SHA256SUMS. Needs root, debootstrap and the network; an hour on two
# cores.
#   packaging/release.sh                  all
#   packaging/release.sh --twice          once more, in other folders, with another time zone, locale
#                                         and umask; both results must be equal, byte by byte
#   packaging/release.sh [--twice] bookworm | trixie | tarball ...    some of them
# RELEASE_SIGNING_KEY names the SSH key that signs SHA256SUMS.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=$(dirname "$here")
cd "$tree"

is_twice=
parts=()
for word in "$@"; do
  case $word in
    --twice) is_twice=yes ;;
    bookworm | trixie | tarball) parts+=("$word") ;;
    *) sed -n '2,11s/^# //p' "$0" >&2; exit 2 ;;
  esac
done
[[ ${#parts[@]} -gt 0 ]] || parts=(bookworm trixie tarball)
# One commit to the end, whatever is committed meanwhile.
FRESH_COMMIT=$(git rev-parse HEAD)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct "$FRESH_COMMIT")
export FRESH_COMMIT SOURCE_DATE_EPOCH
version=$(sed -n 's/^project(gormic-bi VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
roots=$tree/build/release-roots
artifacts=$tree/build/release-artifacts

# A Debian with what the build needs, kept for the next time.
prepare() {
  local release=$1 root=$roots/$1-build packages
  "$here/bare-root.sh" "$release" "$root"
  mapfile -t packages < <("$here/dependencies.sh" --list build package)
  chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends \
    "${packages[@]}" tzdata locales git ca-certificates >&2
  chroot "$root" localedef -i ar_SA -f UTF-8 ar_SA.UTF-8
}

# in_root RELEASE FOLDER NAME=VALUE ... -- COMMAND ...: runs the command in a copy of the committed
# tree at FOLDER. The folder /out of the root receives the results.
in_root() {
  local release=$1 folder=$2 variables=()
  shift 2
  while [[ $1 != -- ]]; do variables+=("$1"); shift; done
  shift
  FRESH_TREE=$folder FRESH_ENVIRONMENT="SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH ${variables[*]}" \
    "$here/fresh-machine.sh" "$release" "$roots/$release-build" "$@" >&2
}

# build PART RESULTS FOLDER NAME=VALUE ...
build() {
  local part=$1 results=$2 folder=$3 release=$1 command
  shift 3
  [[ $part != tarball ]] || release=bookworm
  prepare "$release"
  rm -rf "$roots/$release-build/out" "$roots/$release-build$folder"
  command=packaging/build-deb.sh
  [[ $part != tarball ]] || command=packaging/build-tarball.sh
  in_root "$release" "$folder" "$@" -- bash -c "umask \${BUILD_UMASK-022} && $command /out"
  mkdir -p "$results"
  if [[ $part == tarball ]]; then
    mv "$roots/$release-build/out"/*.tar.gz "$results/"
  else
    mv "$roots/$release-build/out"/*.deb "$results/"
    mv "$roots/$release-build/out"/*.buildinfo "$results/" 2>/dev/null || true
  fi
  rm -rf "$roots/$release-build$folder"
}

# The digests and sizes of all files, for programs.
manifest() {
  local file separator=
  printf '{"product": "gormic-bi", "version": "%s", "commit": "%s", "time": "%s", "files": [' \
    "$version" "$FRESH_COMMIT" "$(date -u -d "@$SOURCE_DATE_EPOCH" +%FT%TZ)"
  while read -r file; do
    printf '%s\n  {"name": "%s", "bytes": %s, "sha256": "%s"}' "$separator" "$file" \
      "$(stat -c %s "$file")" "$(sha256sum "$file" | cut -d' ' -f1)"
    separator=,
  done < <(find . -type f ! -name 'SHA256SUMS*' ! -name manifest.json -printf '%P\n' | LC_ALL=C sort)
  printf '\n]}\n'
}

second=$tree/build/release-artifacts-second
rm -rf "$second"
for part in "${parts[@]}"; do
  results=$artifacts second_results=$second
  [[ $part == tarball ]] || results+=/$part second_results+=/$part
  rm -f "$results"/*.deb "$results"/*.buildinfo "$results"/*.tar "$artifacts"/$part*.tar.gz
  build "$part" "$results" /root/gormic-bi TZ=UTC LC_ALL=C.UTF-8
  if [[ $is_twice ]]; then
    build "$part" "$second_results" /srv/a/second/place TZ=Asia/Kathmandu LC_ALL=ar_SA.UTF-8 BUILD_UMASK=077
    for file in "$second_results"/*.deb "$second_results"/*.tar.gz; do
      [[ -e $file ]] || continue
      cmp "$file" "$results/$(basename "$file")"
      echo "built twice, equal: $(basename "$file")"
    done
  fi
  if [[ $part != tarball ]]; then
    "$here/build-bundle.sh" "$part" "$(ls "$results"/gormic-bi_*.deb)" "$roots/$part-bare" "$results"
    dpkg-deb --fsys-tarfile "$results"/gormic-bi_*.deb |
      tar -xO ./usr/share/gormic-bi/sbom.cdx.json >"$results/gormic-bi.sbom.cdx.json"
  else
    tar -xzOf "$results"/gormic-bi-*.tar.gz --wildcards '*/sbom.cdx.json' >"$results/gormic-bi-tarball.sbom.cdx.json"
  fi
done

install -m 755 "$here/verify.sh" "$artifacts"
cd "$artifacts"
manifest >manifest.json
"$here/sign.sh" . "${RELEASE_SIGNING_KEY-}"
cat SHA256SUMS
