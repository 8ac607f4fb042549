#!/bin/sh
# Installs Gormic BI from this folder, without a network. Packages that the machine has in the same
# or a newer version are left as they are. Needs root; options are given to apt-get.
#   sudo ./install.sh
set -eu
cd "$(dirname "$0")"
sha256sum --quiet -c SHA256SUMS
for file in ./*.deb; do
  package=$(dpkg-deb -f "$file" Package)
  version=$(dpkg-deb -f "$file" Version)
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Version}' "$package" 2>/dev/null || true)
  case $installed in
    "installed "*) dpkg --compare-versions "${installed#* }" lt "$version" || continue ;;
  esac
  # Names of packages have no spaces, nor has this word.
  set -- "$@" "$file"
done
case " $* " in
  *" ./gormic-bi_"*) ;;
  *) echo "Gormic BI is installed in this version or a newer one."; exit 0 ;;
esac
exec apt-get install "$@"
