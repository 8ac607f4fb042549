#!/usr/bin/env bash
# Verifies a folder of release artifacts without a network: the signature of SHA256SUMS, the digest
# of each file, and that there is no other file.
#   packaging/verify.sh FOLDER ALLOWED_SIGNERS [DAY]
# ALLOWED_SIGNERS has a line per key (ssh-keygen(1), ALLOWED SIGNERS), for the name "gormic-bi":
#   gormic-bi namespaces="gormic-bi-release",valid-before="20280101" ssh-ed25519 AAAA...
# DAY (20271231) is a day on which the key was valid, if it has expired since.
set -euo pipefail
[[ $# -ge 2 ]] || { sed -n '2,7s/^# //p' "$0" >&2; exit 2; }
signers=$(realpath "$2")
day=(${3+-O "verify-time=$3"})
cd "$1"
ssh-keygen -Y verify "${day[@]}" -f "$signers" -I gormic-bi -n gormic-bi-release -s SHA256SUMS.sig <SHA256SUMS
sha256sum --quiet -c SHA256SUMS
unknown=$(find . -type f ! -name 'SHA256SUMS*' -printf '%P\n' | LC_ALL=C sort | comm -23 - \
  <(sed 's/^[0-9a-f]*  //' SHA256SUMS | LC_ALL=C sort))
[[ -z $unknown ]] || { echo "not in SHA256SUMS: $unknown" >&2; exit 1; }
echo "All files are as they were signed."
