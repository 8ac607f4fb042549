// The query string of a download link: only what was minted is genuine.
#include "access/links.h"
#include "support/manual_clock.h"
#include "support/app_database.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Verdict = access_control::Links::Verdict;
  static AppDatabase database;
  static ManualClock clock;
  static access_control::Links links{database.writer, database.readers, clock};
  static const base::JobId kJob{"0197f0a0-0000-7000-8000-000000000001"};
  static const std::string kPath = "/v1/bi/files/" + kJob.text();
  static const std::string kGenuine = links.mint(kPath, kJob, base::OrganizationUid{"ACME"});
  fuzz::require(links.verify(kPath, kJob, kGenuine).verdict == Verdict::kGenuine);
  const std::string query = fuzz::text_of(data, size);
  fuzz::require(links.verify(kPath, kJob, query).verdict == Verdict::kForged);
  // Bent anywhere, a genuine one is none; what is behind it does not matter.
  fuzz::Choices choices{data, size};
  std::string bent = kGenuine;
  char& letter = bent[choices.below(bent.size())];
  const auto other = static_cast<char>(choices.byte());
  const bool is_same = letter == other;
  letter = other;
  fuzz::require(is_same || links.verify(kPath, kJob, bent).verdict == Verdict::kForged);
  fuzz::require(links.verify(kPath, kJob, kGenuine + "&" + query).verdict == Verdict::kGenuine);
  return 0;
}
