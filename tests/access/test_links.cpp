#include <thread>

#include "access/links.h"
#include "support/catch.h"
#include "support/manual_clock.h"
#include "support/app_database.h"

using access_control::Links;
using namespace std::chrono_literals;

namespace {

const base::OrganizationUid kRiyadh{"riyadh"};
const base::JobId kJob{"0194-a"};
const std::string kPath = "/v1/bi/files/0194-a";

struct Ground {
  AppDatabase database;
  ManualClock clock;
  Links links{database.writer, database.readers, clock};
};

}  // namespace

TEST_CASE("a link that we made is genuine and names its organization") {
  Ground ground;
  const std::string query = ground.links.mint(kPath, kJob, kRiyadh);
  const Links::Verified verified = ground.links.verify(kPath, kJob, query);
  CHECK(verified.verdict == Links::Verdict::kGenuine);
  CHECK(verified.organization == kRiyadh);
}

TEST_CASE("an organization's uid of any letters survives the link") {
  Ground ground;
  const base::OrganizationUid odd{"a&expires=9 %/\xD8\xB9=?+"};
  const std::string query = ground.links.mint(kPath, kJob, odd);
  for (const char c : query) CHECK(static_cast<unsigned char>(c) > 0x20);
  const Links::Verified verified = ground.links.verify(kPath, kJob, query);
  CHECK(verified.verdict == Links::Verdict::kGenuine);
  CHECK(verified.organization == odd);
}

TEST_CASE("a genuine link expires, and then says so") {
  Ground ground;
  const std::string query = ground.links.mint(kPath, kJob, kRiyadh);
  ground.clock.advance(15min - 1s);
  CHECK(ground.links.verify(kPath, kJob, query).verdict == Links::Verdict::kGenuine);
  ground.clock.advance(1s);
  CHECK(ground.links.verify(kPath, kJob, query).verdict == Links::Verdict::kExpired);
  std::string forged = query;
  forged.back() = forged.back() == 'A' ? 'E' : 'A';
  CHECK(ground.links.verify(kPath, kJob, forged).verdict == Links::Verdict::kForged);
}

TEST_CASE("no part of a link can be changed") {
  Ground ground;
  const std::string query = ground.links.mint(kPath, kJob, kRiyadh);
  const auto forged = [&](const std::string& path, const base::JobId& job,
                          const std::string& tampered) {
    INFO(tampered);
    const Links::Verified verified = ground.links.verify(path, job, tampered);
    CHECK(verified.verdict == Links::Verdict::kForged);
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

TEST_CASE("members that mail programs add to a link do no harm") {
  Ground ground;
  const std::string query = "utm_source=x&" + ground.links.mint(kPath, kJob, kRiyadh) + "&y&=";
  CHECK(ground.links.verify(kPath, kJob, query).verdict == Links::Verdict::kGenuine);
}

TEST_CASE("links of two installations, and of a signing key that is gone, are forged") {
  Ground ground;
  Ground other;
  static_cast<void>(other.links.mint(kPath, kJob, kRiyadh));
  const std::string query = ground.links.mint(kPath, kJob, kRiyadh);
  CHECK(other.links.verify(kPath, kJob, query).verdict == Links::Verdict::kForged);
  ground.database.writer.commit(
      [](database::Connection& connection) { connection.execute("DELETE FROM signing_keys"); });
  CHECK(ground.links.verify(kPath, kJob, query).verdict == Links::Verdict::kForged);
}

TEST_CASE("links live through one rotation of the signing key, and not through two") {
  Ground ground;
  const std::string first = ground.links.mint(kPath, kJob, kRiyadh);
  CHECK(ground.links.rotate("user:amal") == 2);
  const std::string second = ground.links.mint(kPath, kJob, kRiyadh);
  CHECK(second.find("key=2") != std::string::npos);
  CHECK(ground.links.verify(kPath, kJob, first).verdict == Links::Verdict::kGenuine);
  CHECK(ground.links.rotate("user:amal") == 3);
  CHECK(ground.links.verify(kPath, kJob, first).verdict == Links::Verdict::kForged);
  CHECK(ground.links.verify(kPath, kJob, second).verdict == Links::Verdict::kGenuine);
}

TEST_CASE("the first links of several threads share one signing key, and the newest key signs") {
  Ground ground;
  std::vector<std::string> queries(8);
  {
    std::vector<std::jthread> threads;
    for (std::string& query : queries) {
      threads.emplace_back([&] { query = ground.links.mint(kPath, kJob, kRiyadh); });
    }
  }
  for (const std::string& query : queries) CHECK(query == queries.front());
  ground.database.writer.commit([](database::Connection& connection) {
    connection.execute("INSERT INTO signing_keys (secret, created_at) VALUES (randomblob(32), 0)");
  });
  const std::string query = ground.links.mint(kPath, kJob, kRiyadh);
  CHECK(query.find("key=2") != std::string::npos);
  CHECK(ground.links.verify(kPath, kJob, query).verdict == Links::Verdict::kGenuine);
  CHECK(ground.links.verify(kPath, kJob, queries[0]).verdict == Links::Verdict::kGenuine);
}
