#!/usr/bin/env bash
# Makes a bare Debian (minbase, with its security updates known to apt) in a folder, if it is not
# there yet. Needs root, debootstrap and the network.
#   packaging/bare-root.sh bookworm FOLDER
set -euo pipefail
[[ $# -eq 2 ]] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
release=$1 root=$2
[[ ! -e $root/.complete ]] || exit 0
rm -rf "$root"
mkdir -p "$root"
debootstrap --foreign --variant=minbase "$release" "$root" >&2
# A folder that is made again when it is incomplete needs no writes to be waited for.
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
chroot "$root" /debootstrap/debootstrap --second-stage >&2
{
  printf 'deb http://deb.debian.org/debian %s main\n' "$release" "$release-updates"
  echo "deb http://deb.debian.org/debian-security $release-security main"
} >"$root/etc/apt/sources.list"
# Nothing starts in a folder.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
cp /etc/resolv.conf "$root/etc/resolv.conf"
chroot "$root" apt-get -q update >&2
chroot "$root" apt-get clean
touch "$root/.complete"
