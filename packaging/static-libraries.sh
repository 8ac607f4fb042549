#!/usr/bin/env bash
# Builds what Debian has as shared libraries only, from Debian's sources with Debian's patches:
# libxlsxwriter, ISA-L and cpp-httplib as .a, each with its file for pkg-config.
#   packaging/static-libraries.sh FOLDER
# FOLDER receives lib/. Needs cmake, nasm, python3, dpkg-dev and the network.
set -euo pipefail
[[ $# -eq 1 ]] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$1"
prefix=$(realpath "$1")
[[ ! -e $prefix/.complete ]] || exit 0
work=$prefix/work
rm -rf "$work"
mkdir -p "$work/lists/partial" "$prefix/lib/pkgconfig"
cd "$work"

# A list of its own, since Debian configures none for sources.
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
printf 'deb-src http://deb.debian.org/debian %s main\n' "$codename" "$codename-updates" >sources.list
echo "deb-src http://deb.debian.org/debian-security $codename-security main" >>sources.list
apt_get() {
  apt-get -q -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- \
    -o "Dir::State::lists=$work/lists" -o APT::Sandbox::User=root "$@"
}
apt_get update
# The versions that are installed, whose headers the product is compiled with.
sources=()
for package in libxlsxwriter-dev libisal-dev libcpp-httplib-dev; do
  sources+=("$(dpkg-query -W -f '${source:Package}=${source:Version}' "$package")")
done
apt_get source "${sources[@]}"

flags="-O2 -fPIC -ffile-prefix-map=$work=. -fstack-protector-strong -D_FORTIFY_SOURCE=2"
cmake -S libxlsxwriter-*/ -B xlsxwriter -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS="$flags" \
  -DBUILD_SHARED_LIBS=OFF -DUSE_SYSTEM_MINIZIP=ON -DUSE_OPENSSL_MD5=ON -DCMAKE_INSTALL_PREFIX="$prefix" \
  -DCMAKE_INSTALL_LIBDIR=lib
cmake --build xlsxwriter --parallel "$(nproc)"
cp "$(find xlsxwriter -name libxlsxwriter.a | head -1)" "$prefix/lib/"

make -C libisal-*/ -f Makefile.unx -j "$(nproc)" lib CFLAGS_="$flags" D=
cp libisal-*/bin/isa-l.a "$prefix/lib/libisal.a"

httplib=$(echo "$work"/cpp-httplib-*/)
python3 "${httplib}split.py" --out "$work/httplib"
# Debian's flags; the header is that of libcpp-httplib-dev.
http_flags=$(pkg-config --cflags cpp-httplib)
cmp "$work/httplib/httplib.h" /usr/include/httplib.h
# shellcheck disable=SC2086
g++ -std=c++11 $flags $http_flags -DCPPHTTPLIB_USE_POLL -c "$work/httplib/httplib.cc" -o "$work/httplib.o"
ar rcD "$prefix/lib/libcpp-httplib.a" "$work/httplib.o"

# Writes a file for pkg-config: name, flags of the compiler, libraries.
describe() {
  printf 'Name: %s\nDescription: %s\nVersion: 0\nCflags: %s\nLibs: -L%s %s\n' \
    "$1" "$1" "$2" "$prefix/lib" "$3" >"$prefix/lib/pkgconfig/$1.pc"
}
describe xlsxwriter '' -lxlsxwriter
describe libisal '' -lisal
describe cpp-httplib "$http_flags" '-lcpp-httplib -lbrotlidec -lbrotlienc -lbrotlicommon'
cd "$prefix"
rm -rf "$work"
touch .complete
