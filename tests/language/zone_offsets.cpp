// Prints the offsets of a time zone: reads seconds since 1970 from standard input and writes the
// offset from UTC in seconds at each, one per line. Usage: `zone-offsets NAME`. With `zone-offsets
// NAME local`, the seconds are those of the zone's clocks, and the moments are written. A refused
// name ends the program with status 1 and the reason.

#include <cstdint>
#include <iostream>

#include "base/error.h"
#include "language/message_catalog.h"
#include "language/time_zone.h"

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) return 2;
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  try {
    const language::TimeZone zone{argv[1]};
    for (std::int64_t second = 0; argc == 3 && std::cin >> second;) {
      const base::Time moment = zone.to_moment(language::LocalTime{std::chrono::seconds{second}});
      std::cout << base::to_microseconds(moment) / 1'000'000 << '\n';
    }
    for (std::int64_t second = 0; std::cin >> second;) {
      std::cout << zone.offset(base::Time{std::chrono::seconds{second}}).count() << '\n';
    }
  } catch (const base::Error& error) {
    const language::MessageCatalog messages;
    std::cerr << error.what() << '\n';
    if (error.user_message())
      std::cerr << messages.text(language::Language::kEnglish, *error.user_message());
    return 1;
  }
  return 0;
}
