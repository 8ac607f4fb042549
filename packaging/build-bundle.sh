#!/usr/bin/env bash
# Packs a Debian package with every package that it depends on or recommends beyond a bare Debian,
# and the ODBC driver of MariaDB, for machines without a network.
#   packaging/build-bundle.sh bookworm PACKAGE.deb ROOT FOLDER
# ROOT is a bare Debian of that release, made if it is missing (bare-root.sh); nothing is installed in it.
# FOLDER receives gormic-bi_VERSION_RELEASE_ARCH.tar. Needs root.
set -euo pipefail
[[ $# -eq 4 ]] || { sed -n '2,7s/^# //p' "$0" >&2; exit 2; }
release=$1 package=$(realpath "$2") root=$(realpath -m "$3")
mkdir -p "$4"
folder=$(realpath "$4")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
umask 022

"$here/bare-root.sh" "$release" "$root"
work=$(mktemp -d "$root/var/tmp/bundle.XXXXXX")
trap 'rm -rf "$work"' EXIT
inside=${work#"$root"}
mkdir -p "$work/gormic-bi-bundle" "$root/var/cache/bundle/partial"
cp "$package" "$work/"
chmod 755 "$work"
install() {
  chroot "$root" apt-get -q -o Dir::Cache::archives=/var/cache/bundle -o APT::Sandbox::User=root \
    install -y --install-recommends "$@" "$inside/$(basename "$package")" odbc-mariadb
}
# What was downloaded for an earlier bundle is used again.
install --download-only >&2
# "Inst NAME [OLD] (VERSION ORIGIN [ARCHITECTURE])"; the name of a file has %3a for the colon of an epoch.
install --simulate | sed -n 's/^Inst \([^ ]*\) [^(]*(\([^ ]*\) [^[]*\[\([a-z0-9]*\)\].*/\1_\2_\3.deb/p' | sed 's/:/%3a/' |
  while read -r file; do
    [[ $file == gormic-bi_* ]] || cp "$root/var/cache/bundle/$file" "$work/gormic-bi-bundle/"
  done
cp "$package" "$work/gormic-bi-bundle/"
cp "$here/bundle-install.sh" "$work/gormic-bi-bundle/install.sh"
(cd "$work/gormic-bi-bundle" && LC_ALL=C sha256sum ./*.deb >SHA256SUMS)

version=$(dpkg-deb -f "$package" Version)
architecture=$(dpkg-deb -f "$package" Architecture)
bundle=$folder/gormic-bi_${version}_${release}_$architecture.tar
tar --sort=name --mtime="@${SOURCE_DATE_EPOCH-0}" --owner=0 --group=0 --numeric-owner --format=gnu \
  --mode=go=rX,u+rw -C "$work" -cf "$bundle" gormic-bi-bundle
echo "$bundle"
