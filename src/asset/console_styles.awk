# Joins the console's style sheets: each line `@import "NAME";` becomes the sheet of that name in
# the same folder, without comments of one line, indentation and optional spaces.
match($0, /^@import "[^"]*";$/) {
  sheet = FILENAME
  sub(/[^\/]*$/, "", sheet)
  sheet = sheet substr($0, 10, RLENGTH - 11)
  while ((getline line < sheet) > 0) {
    sub(/^ +/, "", line)
    gsub(/\/\*[^*]*\*\//, "", line)
    gsub(/: /, ":", line)
    gsub(/; /, ";", line)
    gsub(/, /, ",", line)
    gsub(/ *\{ */, "{", line)
    gsub(/;? *\}/, "}", line)
    if (line != "") print line
  }
  close(sheet)
}
