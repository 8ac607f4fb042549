#include <thread>

#include "auth/download_links.h"
#include "auth/organization.h"
#include "support/catch.h"
#include "support/manual_clock.h"
#include "support/app_database.h"

using auth::DownloadLinks;
using namespace std::chrono_literals;

namespace {

const base::JobId kJob{"0194-a"};
const std::string kPath = "/v1/bi/files/0194-a";

struct LinkFixture {
  AppDatabase database;
  ManualClock clock;
  DownloadLinks links{database.writer, database.readers, clock};
};

}  // namespace

TEST_CASE("a signed link is valid and names its organization") {
  LinkFixture fixture;
  const std::string query = fixture.links.sign(kPath, kJob, kRiyadh);
  const DownloadLinks::Verified verified = fixture.links.verify(kPath, kJob, query);
  CHECK(verified.verdict == DownloadLinks::Verdict::kValid);
  CHECK(verified.organization == kRiyadh);
}

TEST_CASE("an organization's uid with any characters survives the link") {
  LinkFixture fixture;
  const base::OrganizationUid odd{"a&expires=9 %/\xD8\xB9=?+"};
  const std::string query = fixture.links.sign(kPath, kJob, odd);
  for (const char c : query) CHECK(static_cast<unsigned char>(c) > 0x20);
  const DownloadLinks::Verified verified = fixture.links.verify(kPath, kJob, query);
  CHECK(verified.verdict == DownloadLinks::Verdict::kValid);
  CHECK(verified.organization == odd);
}

TEST_CASE("a valid link expires, and is then reported as expired") {
  LinkFixture fixture;
  const std::string query = fixture.links.sign(kPath, kJob, kRiyadh);
  fixture.clock.advance(15min - 1s);
  CHECK(fixture.links.verify(kPath, kJob, query).verdict == DownloadLinks::Verdict::kValid);
  fixture.clock.advance(1s);
  CHECK(fixture.links.verify(kPath, kJob, query).verdict == DownloadLinks::Verdict::kExpired);
  std::string forged = query;
  forged.back() = forged.back() == 'A' ? 'E' : 'A';
  CHECK(fixture.links.verify(kPath, kJob, forged).verdict == DownloadLinks::Verdict::kInvalid);
}

TEST_CASE("no part of a link can be changed") {
  LinkFixture fixture;
  const std::string query = fixture.links.sign(kPath, kJob, kRiyadh);
  const auto forged = [&](const std::string& path, const base::JobId& job,
                          const std::string& tampered) {
    INFO(tampered);
    const DownloadLinks::Verified verified = fixture.links.verify(path, job, tampered);
    CHECK(verified.verdict == DownloadLinks::Verdict::kInvalid);
    CHECK(verified.organization.text().empty());
  };
  forged("/v1/bi/files/0194-b", kJob, query);
  forged(kPath, base::JobId{"0194-b"}, query);
  for (std::size_t i = 0; i < query.size(); ++i) {
    std::string tampered = query;
    tampered[i] = tampered[i] == '1' ? '2' : '1';
    forged(kPath, kJob, tampered);
  }
  const std::size_t expires = query.find("expires=");
  for (const char* zero : {"0", "+", "%30"}) {
    std::string tampered = query;
    tampered.insert(expires + 8, zero);
    forged(kPath, kJob, tampered);
  }
  forged(kPath, kJob, "");
  forged(kPath, kJob, "organization=riyadh&expires=99999999999&key=1&signature=");
  forged(kPath, kJob, query.substr(0, query.find("&signature")));
}

TEST_CASE("parameters that mail programs add to a link are ignored") {
  LinkFixture fixture;
  const std::string query = "utm_source=x&" + fixture.links.sign(kPath, kJob, kRiyadh) + "&y&=";
  CHECK(fixture.links.verify(kPath, kJob, query).verdict == DownloadLinks::Verdict::kValid);
}

TEST_CASE("links of another installation and of a deleted signing key are invalid") {
  LinkFixture fixture;
  LinkFixture other;
  static_cast<void>(other.links.sign(kPath, kJob, kRiyadh));
  const std::string query = fixture.links.sign(kPath, kJob, kRiyadh);
  CHECK(other.links.verify(kPath, kJob, query).verdict == DownloadLinks::Verdict::kInvalid);
  fixture.database.writer.commit(
      [](database::Connection& connection) { connection.execute("DELETE FROM signing_keys"); });
  CHECK(fixture.links.verify(kPath, kJob, query).verdict == DownloadLinks::Verdict::kInvalid);
}

TEST_CASE("links survive one rotation of the signing key, but not two") {
  LinkFixture fixture;
  const std::string first = fixture.links.sign(kPath, kJob, kRiyadh);
  CHECK(fixture.links.rotate("user:amal") == 2);
  const std::string second = fixture.links.sign(kPath, kJob, kRiyadh);
  CHECK(second.find("key=2") != std::string::npos);
  CHECK(fixture.links.verify(kPath, kJob, first).verdict == DownloadLinks::Verdict::kValid);
  CHECK(fixture.links.rotate("user:amal") == 3);
  CHECK(fixture.links.verify(kPath, kJob, first).verdict == DownloadLinks::Verdict::kInvalid);
  CHECK(fixture.links.verify(kPath, kJob, second).verdict == DownloadLinks::Verdict::kValid);
}

TEST_CASE("the first links of several threads share one signing key, and the newest key signs") {
  LinkFixture fixture;
  std::vector<std::string> queries(8);
  {
    std::vector<std::jthread> threads;
    for (std::string& query : queries) {
      threads.emplace_back([&] { query = fixture.links.sign(kPath, kJob, kRiyadh); });
    }
  }
  for (const std::string& query : queries) CHECK(query == queries.front());
  fixture.database.writer.commit([](database::Connection& connection) {
    connection.execute("INSERT INTO signing_keys (secret, created_at) VALUES (randomblob(32), 0)");
  });
  const std::string query = fixture.links.sign(kPath, kJob, kRiyadh);
  CHECK(query.find("key=2") != std::string::npos);
  CHECK(fixture.links.verify(kPath, kJob, query).verdict == DownloadLinks::Verdict::kValid);
  CHECK(fixture.links.verify(kPath, kJob, queries[0]).verdict == DownloadLinks::Verdict::kValid);
}
