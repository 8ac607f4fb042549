#!/usr/bin/env bash
# Runs a command in a fresh Debian in a folder, with a copy of the committed tree. Needs root.
#   packaging/fresh-machine.sh bookworm /var/tmp/bookworm ./packaging/demo.sh --once
#   packaging/fresh-machine.sh bookworm /var/tmp/bookworm ./tests/run.sh
# An existing folder is reused. FRESH_TREE is where the copy is (/root/gormic-bi), FRESH_COMMIT what it
# is of (HEAD), FRESH_ENVIRONMENT has more variables of the command, NAME=VALUE between spaces. Behind
# a proxy with its own certificate, set NODE_EXTRA_CA_CERTS to that file.
set -euo pipefail
[[ $# -ge 3 ]] || { sed -n '2,7s/^# //p' "$0" >&2; exit 2; }
release=$1 root=$2
shift 2
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

[[ -x $root/usr/bin/apt-get ]] || debootstrap --variant=minbase "$release" "$root"
cp /etc/resolv.conf "$root/etc/resolv.conf"
folder=${FRESH_TREE-/root/gormic-bi}
mkdir -p "$root$folder"
git -C "$tree" archive "${FRESH_COMMIT-HEAD}" | tar -x -C "$root$folder"
read -ra environment <<<"${FRESH_ENVIRONMENT-}"
environment+=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root)
if [[ -n ${NODE_EXTRA_CA_CERTS-} ]]; then
  cp "$NODE_EXTRA_CA_CERTS" "$root/root/certificates.crt"
  environment+=(NODE_EXTRA_CA_CERTS=/root/certificates.crt)
fi

# The mounts end with the shell that unshare starts.
exec unshare --mount -- bash -c '
  root=$1; shift
  mount --bind /proc "$root/proc"
  mount --rbind /dev "$root/dev"
  exec chroot "$root" "$@"
' - "$root" env -i "${environment[@]}" bash -c 'cd "$1" && shift && exec "$@"' - "$folder" "$@"
