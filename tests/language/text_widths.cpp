// Prints the widths of texts in digits: reads one text per line from standard input and writes its
// regular and its bold width.

#include <iomanip>
#include <iostream>
#include <string>

#include "language/display_width.h"

int main() {
  std::ios::sync_with_stdio(false);
  std::cout << std::setprecision(9);
  for (std::string text; std::getline(std::cin, text);) {
    std::cout << language::display_width(text) << ' '
              << language::display_width(text, language::Weight::kBold) << '\n';
  }
  return 0;
}
