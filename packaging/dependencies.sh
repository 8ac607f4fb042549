#!/usr/bin/env bash
# Installs the missing Debian packages of the named lists: build, package, run, tests, fuzz, bench.
# Does not use the network if all are installed.
#   packaging/dependencies.sh build run tests
#   packaging/dependencies.sh --list build     prints the packages and installs nothing
set -euo pipefail

build=(
  g++ cmake ninja-build pkg-config
  libsqlite3-dev libxlsxwriter-dev libisal-dev zlib1g-dev libminizip-dev
  libcpp-httplib-dev rapidjson-dev libssl-dev libicu-dev libabsl-dev
  libspdlog-dev libcli11-dev libpq-dev unixodbc-dev zopfli
)
package=(debhelper dpkg-dev binutils icu-devtools nasm python3 libbrotli-dev)
run=(tzdata ca-certificates curl)
tests=(
  catch2 python3 python3-openpyxl python3-pil python3-prometheus-client libreoffice-calc-nogui gnumeric
  clang-format unzip valgrind poppler-utils man-db zsh
  fonts-liberation fonts-dejavu-core fonts-crosextra-carlito fonts-noto-core
  nodejs npm python3-rfc3986 python3-email-validator mono-runtime mono-mcs libmono-windowsbase4.0-cil
  chromium python3-requests wrk postgresql odbc-postgresql libsqliteodbc mariadb-server odbc-mariadb
  debhelper dpkg-dev debootstrap iproute2 lintian openssh-client prometheus python3-jsonschema
)
fuzz=(clang libclang-rt-dev)
bench=(wrk python3 python3-openpyxl python3-xlsxwriter nodejs npm util-linux valgrind postgresql)

names_only=
if [[ ${1-} == --list ]]; then
  names_only=yes
  shift
fi
wanted=()
for list in "$@"; do
  case $list in
    build) wanted+=("${build[@]}") ;;
    package) wanted+=("${package[@]}") ;;
    run) wanted+=("${run[@]}") ;;
    tests) wanted+=("${tests[@]}") ;;
    fuzz) wanted+=("${fuzz[@]}") ;;
    bench) wanted+=("${bench[@]}") ;;
    *) echo "$0: no list is named '$list'; there are build, package, run, tests, fuzz and bench" >&2; exit 2 ;;
  esac
done

if [[ $names_only ]]; then
  printf '%s\n' "${wanted[@]}"
  exit
fi

if ! command -v dpkg-query >/dev/null; then
  echo "This is not a Debian system. What these packages hold is needed: ${wanted[*]}" >&2
  exit 1
fi

is_installed() {
  [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed* ]] && return
  # Node.js from another source includes npm without a package of that name.
  [[ $1 == npm ]] && command -v npm >/dev/null
}

missing=()
for package in "${wanted[@]}"; do
  is_installed "$package" || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
  if ! command -v sudo >/dev/null; then
    echo "These packages are missing, and installing them needs root. As root, run:" >&2
    echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing what is missing: ${missing[*]}"
apt_get() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"
}
apt_get update
apt_get install -y --no-install-recommends "${missing[@]}"
