#!/usr/bin/env bash
# Installs the packages of package-lock.json into the given folder, unless they are installed.
#   install.sh FOLDER [FOLDER-OF-package-lock.json]
set -euo pipefail
here=${2-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)}
there=$1

cmp -s "$here/package-lock.json" "$there/node_modules/.installed" && exit 0
mkdir -p "$there"
cp "$here/package.json" "$here/package-lock.json" "$there"
npm ci --prefix "$there" --ignore-scripts --no-audit --no-fund
cp "$here/package-lock.json" "$there/node_modules/.installed"
