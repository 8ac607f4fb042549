# Joins the console's style sheets: each line `@import "NAME";` becomes the sheet of that name in
# the same folder, without indentation.
match($0, /^@import "[^"]*";$/) {
  sheet = FILENAME
  sub(/[^\/]*$/, "", sheet)
  sheet = sheet substr($0, 10, RLENGTH - 11)
  while ((getline line < sheet) > 0) {
    sub(/^ +/, "", line)
    if (line != "") print line
  }
  close(sheet)
}
