// The query string of a download link: only a signed one is valid.
#include "auth/download_links.h"
#include "support/manual_clock.h"
#include "support/app_database.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Verdict = auth::DownloadLinks::Verdict;
  static AppDatabase database;
  static ManualClock clock;
  static auth::DownloadLinks links{database.writer, database.readers, clock};
  static const base::JobId kJob{"0197f0a0-0000-7000-8000-000000000001"};
  static const std::string kPath = "/v1/bi/files/" + kJob.text();
  static const std::string kGenuine = links.sign(kPath, kJob, base::OrganizationUid{"ACME"});
  fuzz::require(links.verify(kPath, kJob, kGenuine).verdict == Verdict::kValid);
  const std::string query = fuzz::text_of(data, size);
  fuzz::require(links.verify(kPath, kJob, query).verdict == Verdict::kInvalid);
  // A valid link that is modified anywhere is invalid; parameters after it do not matter.
  fuzz::Choices choices{data, size};
  std::string bent = kGenuine;
  char& letter = bent[choices.below(bent.size())];
  const auto other = static_cast<char>(choices.byte());
  const bool is_same = letter == other;
  letter = other;
  fuzz::require(is_same || links.verify(kPath, kJob, bent).verdict == Verdict::kInvalid);
  fuzz::require(links.verify(kPath, kJob, kGenuine + "&" + query).verdict == Verdict::kValid);
  return 0;
}
