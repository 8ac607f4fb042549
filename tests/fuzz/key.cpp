// An API key as it was presented: only the one that was made opens.
#include "access/keys.h"
#include "support/manual_clock.h"
#include "support/app_database.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static AppDatabase database;
  static ManualClock clock;
  static access_control::Keys keys{database.writer, database.readers, clock};
  static const std::string kSecret =
      keys.create({base::OrganizationUid{"ACME"}, "fuzz", {access_control::Scope::kAdmin}}).secret;
  fuzz::require(keys.authenticate(kSecret).has_value());
  const std::string presented = fuzz::text_of(data, size);
  static_cast<void>(access_control::is_well_formed(presented));
  fuzz::require(!keys.authenticate(presented));
  std::string bent = kSecret;
  fuzz::Choices choices{data, size};
  char& letter = bent[choices.below(bent.size())];
  const auto other = static_cast<char>(choices.byte());
  if (letter == other) return 0;
  letter = other;
  fuzz::require(!keys.authenticate(bent) && !access_control::is_well_formed(bent));
  return 0;
}
