#!/usr/bin/env bash
# Writes SHA256SUMS of all files of a folder and signs it with an SSH key.
#   packaging/sign.sh FOLDER [KEY]
# Without KEY, SHA256SUMS is not signed. The private key may be in an agent: KEY is the public one.
# packaging/verify.sh verifies it.
set -euo pipefail
[[ $# -ge 1 ]] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
key=${2-}
[[ -z $key ]] || key=$(realpath "$key")
cd "$1"
rm -f SHA256SUMS SHA256SUMS.sig
find . -type f ! -name 'SHA256SUMS*' -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS.part
mv SHA256SUMS.part SHA256SUMS
[[ -z $key ]] || ssh-keygen -q -Y sign -f "$key" -n gormic-bi-release SHA256SUMS
