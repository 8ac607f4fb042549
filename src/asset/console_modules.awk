# Joins the console's modules to one script, which compresses better than fifty files:
#   awk -v root=assets/console/ -f console_modules.awk assets/console/main.js assets/console/...
# Each module becomes a function that returns its exports, after those that it imports. Comments and
# indentation are left out. Modules must not import each other in a circle.

FNR == 1 {
  file = FILENAME
  sub("^" root, "", file)
  if (first == "") first = file
  is_comment = 0
  statement = ""
}

{
  line = $0
  sub(/^ +/, "", line)
  if (line ~ /^\/\*\*/) is_comment = 1
  is_left_out = is_comment || line ~ /^\/\// || line == ""
  if (is_comment && line ~ /\*\/$/) is_comment = 0
  if (is_left_out) next
  sub(/ +\/\/ .*$/, "", line)
  # An import or export of names may have several lines.
  if (statement != "" || line ~ /^(import|export) *\{/) {
    statement = statement line " "
    if (line !~ /;$/) next
    line = statement
    statement = ""
    sub(/ $/, "", line)
  }
  lines[file, ++count[file]] = line
}

# The path that a module means by a relative one.
function resolve(path, from) {
  sub(/[^\/]*$/, "", from)
  while (path ~ /^\.\.?\//) {
    if (path ~ /^\.\.\//) sub(/[^\/]*\/$/, "", from)
    sub(/^\.\.?\//, "", path)
  }
  return from path
}

function quoted(line) {
  match(line, /"[^"]*"/)
  return substr(line, RSTART + 1, RLENGTH - 2)
}

# "a, b as c" of an export is "a, c: b" of an object; of an import, the names change their sides.
function members(list, is_export,   names, pair, total, i, result) {
  gsub(/[{}; ]+/, " ", list)
  total = split(list, names, ",")
  for (i = 1; i <= total; ++i) {
    gsub(/^ | $/, "", names[i])
    if (names[i] == "") continue
    if (split(names[i], pair, " as ") == 2) names[i] = is_export ? pair[2] ": " pair[1] : pair[1] ": " pair[2]
    result = result (result == "" ? "" : ", ") names[i]
  }
  return result
}

function braces(line) {
  match(line, /\{[^}]*\}/)
  return substr(line, RSTART, RLENGTH)
}

function module(file,   path) {
  if (!(file in number)) {
    if (!(file in count)) {
      print "console: no module " file > "/dev/stderr"
      exit 1
    }
    number[file] = ++total_modules
    emit(file)
  }
  return "module" number[file]
}

function emit(file,   i, line, body, exports, name) {
  for (i = 1; i <= count[file]; ++i) {
    line = lines[file, i]
    if (line ~ /^import "/) {
      module(resolve(quoted(line), file))
      continue
    }
    if (line ~ /^import /) {
      body = body "const {" members(braces(line), 0) "} = " module(resolve(quoted(line), file)) ";\n"
      continue
    }
    if (line ~ /^export \{.* from /) {
      name = members(braces(line), 1)
      body = body "const {" name "} = " module(resolve(quoted(line), file)) ";\n"
      exports = exports name ", "
      continue
    }
    while (match(line, /import\("[^"]*"\)/)) {
      name = module(resolve(quoted(substr(line, RSTART, RLENGTH)), file))
      match(line, /import\("[^"]*"\)/)
      line = substr(line, 1, RSTART - 1) "Promise.resolve(" name ")" substr(line, RSTART + RLENGTH)
    }
    gsub(/import\.meta\.url/, "new URL(\"" file "\", import.meta.url)", line)
    if (line ~ /^export default function /) {
      sub(/^export default /, "", line)
      name = line
      sub(/^function /, "", name)
      sub(/\(.*/, "", name)
      exports = exports "default: " name ", "
    } else if (line ~ /^export /) {
      sub(/^export /, "", line)
      name = line
      sub(/^(async function|function|const|class) /, "", name)
      sub(/[^A-Za-z0-9_$].*/, "", name)
      exports = exports name ", "
    } else if (match(line, /export\{[^}]*\};?$/)) {
      exports = exports members(substr(line, RSTART + 6, RLENGTH - 6), 1) ", "
      line = substr(line, 1, RSTART - 1)
    }
    body = body line "\n"
  }
  if (file == first) result = result body
  else result = result "const module" number[file] " = (() => {\n" body "return {" exports "};\n})();\n"
}

END {
  module(first)
  printf "%s", result
}
