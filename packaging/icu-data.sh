#!/usr/bin/env bash
# Writes ICU's data of Debian's libicu-dev, reduced to Arabic and English, into a folder and prints
# its path. Removed are other languages, character sets and transliteration.
#   packaging/icu-data.sh FOLDER
set -euo pipefail
[[ $# -eq 1 ]] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$1"
cd "$1"
ar x "$(g++ -print-file-name=libicudata.a)"
objects=(icudt*_dat.o)
name=${objects[0]%_dat.o}
mkdir -p all
objcopy -O binary -j .rodata "${objects[0]}" "all/$name.dat"
rm -f "${objects[@]}"

export LC_ALL=C
icupkg -l "all/$name.dat" >items.txt
{
  # Locales have two or three letters: kok.res, coll/de_.res, zone/ar_SA.res.
  grep -E '(^|/)[a-z]{2,3}(_[A-Za-z0-9_]*)?\.res$' items.txt | grep -Ev '(^|/)(ar|en)(_[A-Za-z0-9_]*)?\.res$'
  grep -E '\.(cnv|spp)$|^translit/|^unames\.icu$' items.txt
} >removed.txt
icupkg -r removed.txt "all/$name.dat" "$name.dat"
rm -r all items.txt removed.txt
echo "$PWD/$name.dat"
