// The offsets of a time zone: reads seconds since 1970 from standard input and writes how many
// seconds wall time is ahead of UTC then, a line each. `zone-offsets NAME`. A name that is refused
// ends it with 1 and the reason.

#include <cstdint>
#include <iostream>

#include "base/error.h"
#include "language/message_catalog.h"
#include "language/time_zone.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  try {
    const language::TimeZone zone{argv[1]};
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
