// An API key as presented: only the created one is accepted.
#include "auth/api_key_store.h"
#include "support/manual_clock.h"
#include "support/app_database.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static AppDatabase database;
  static ManualClock clock;
  static auth::ApiKeyStore keys{database.writer, database.readers, clock};
  static const std::string kSecret =
      keys.create({base::OrganizationUid{"ACME"}, "fuzz", {auth::Scope::kAdmin}}).secret;
  fuzz::require(keys.find_live(kSecret).has_value());
  const std::string presented = fuzz::text_of(data, size);
  static_cast<void>(auth::is_well_formed(presented));
  fuzz::require(!keys.find_live(presented));
  std::string bent = kSecret;
  fuzz::Choices choices{data, size};
  char& letter = bent[choices.below(bent.size())];
  const auto other = static_cast<char>(choices.byte());
  if (letter == other) return 0;
  letter = other;
  fuzz::require(!keys.find_live(bent) && !auth::is_well_formed(bent));
  return 0;
}
