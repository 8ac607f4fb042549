#include <fstream>
#include <sstream>

#include "access/keys.h"
#include "base/digest.h"
#include "support/catch.h"
#include "support/manual_clock.h"
#include "support/app_database.h"

using access_control::Keys;
using access_control::Scope;
using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

const base::OrganizationUid kRiyadh{"riyadh"};

struct Ground {
  AppDatabase database;
  ManualClock clock;
  Keys keys{database.writer, database.readers, clock};
};

std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace

TEST_CASE("a new key opens what it was made for") {
  Ground ground;
  const Keys::Created created = ground.keys.create({kRiyadh, "ERP", {Scope::kRead}});
  CHECK(created.secret.starts_with("gbi_"));
  const auto key = ground.keys.authenticate(created.secret);
  REQUIRE(key);
  CHECK(key->id == created.key.id);
  CHECK(key->organization == kRiyadh);
  CHECK(key->label == "ERP");
  CHECK(key->allows(Scope::kRead));
  CHECK_FALSE(key->allows(Scope::kSubmit));
  CHECK(created.secret != ground.keys.create({kRiyadh, "ERP", {Scope::kRead}}).secret);
}

TEST_CASE("no file holds a key, only its SHA-256") {
  Ground ground;
  const Keys::Created created = ground.keys.create({kRiyadh, "ERP", {Scope::kSubmit}});
  const base::Sha256 digest = base::sha256(created.secret);
  const std::string_view octets{reinterpret_cast<const char*>(digest.data()), digest.size()};
  bool found_digest = false;
  for (const auto& entry : std::filesystem::directory_iterator(ground.database.directory())) {
    const std::string bytes = bytes_of(entry.path());
    CHECK(bytes.find(created.secret) == std::string::npos);
    CHECK(bytes.find(created.secret.substr(4, 20)) == std::string::npos);
    found_digest = found_digest || bytes.find(octets) != std::string::npos;
  }
  CHECK(found_digest);
}

TEST_CASE("a revoked key is refused at once, and revoked once") {
  Ground ground;
  const Keys::Created created = ground.keys.create({kRiyadh, "ERP", {Scope::kSubmit}});
  const Keys::Created other = ground.keys.create({kRiyadh, "other", {Scope::kSubmit}});
  CHECK(ground.keys.revoke(created.key.id));
  CHECK_FALSE(ground.keys.authenticate(created.secret));
  CHECK(ground.keys.authenticate(other.secret));
  CHECK_FALSE(ground.keys.revoke(created.key.id));
  CHECK_FALSE(ground.keys.revoke(base::KeyId{"unknown"}));
}

TEST_CASE("a key that another process revokes is refused with the next request") {
  Ground ground;
  const Keys::Created created = ground.keys.create({kRiyadh, "ERP", {Scope::kSubmit}});
  REQUIRE(ground.keys.authenticate(created.secret));
  {
    database::Writer writer(ground.database.file(), AppDatabase::migrations());
    CHECK(Keys(writer, ground.database.readers, ground.clock).revoke(created.key.id));
  }
  CHECK_FALSE(ground.keys.authenticate(created.secret));
}

TEST_CASE("a key is refused from the moment it expires") {
  Ground ground;
  const Keys::Created created =
      ground.keys.create({kRiyadh, "ERP", {Scope::kSubmit}, ground.clock.now() + 1h});
  ground.clock.advance(1h - 1us);
  CHECK(ground.keys.authenticate(created.secret));
  ground.clock.advance(1us);
  CHECK_FALSE(ground.keys.authenticate(created.secret));
}

TEST_CASE("what is no key of ours is refused, wherever it differs") {
  Ground ground;
  const std::string secret = ground.keys.create({kRiyadh, "ERP", {Scope::kSubmit}}).secret;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    std::string wrong = secret;
    wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
    INFO(i);
    CHECK_FALSE(ground.keys.authenticate(wrong));
  }
  for (const std::string& wrong :
       {std::string{}, std::string{"gbi_"}, secret + "A", secret.substr(1), " " + secret}) {
    CHECK_FALSE(ground.keys.authenticate(wrong));
  }
}

TEST_CASE("keys are listed with their fate and without themselves") {
  Ground ground;
  const Keys::Created first =
      ground.keys.create({kRiyadh, "first", {Scope::kSubmit, Scope::kRead}});
  ground.clock.advance(1s);
  const Keys::Created second =
      ground.keys.create({kRiyadh, "second", {Scope::kRead}, ground.clock.now() + 24h});
  REQUIRE(ground.keys.revoke(first.key.id));
  const std::vector<access_control::Key> keys = ground.keys.list();
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].label == "first");
  CHECK(keys[0].scopes == std::set{Scope::kSubmit, Scope::kRead});
  CHECK(keys[0].revoked_at == ground.clock.now());
  CHECK_FALSE(keys[0].expires_at);
  CHECK(keys[1].id == second.key.id);
  CHECK(keys[1].expires_at == ground.clock.now() + 24h);
  CHECK_FALSE(keys[1].revoked_at);
}

TEST_CASE("a rotated key has its old one beside it for a while") {
  Ground ground;
  const Keys::Created old = ground.keys.create({.organization = kRiyadh,
                                                .label = "ERP",
                                                .scopes = {Scope::kRead},
                                                .models = {"sales.*", "stock"},
                                                .reaches_below = false});
  const auto fresh = ground.keys.rotate(old.key.id, 1h);
  REQUIRE(fresh);
  CHECK(fresh->key.id != old.key.id);
  const auto key = ground.keys.authenticate(fresh->secret);
  REQUIRE(key);
  CHECK(key->label == "ERP");
  CHECK(key->models == std::vector<std::string>{"sales.*", "stock"});
  CHECK_FALSE(key->reaches_below);
  CHECK(ground.keys.authenticate(old.secret));
  ground.clock.advance(1h);
  CHECK_FALSE(ground.keys.authenticate(old.secret));
  CHECK(ground.keys.authenticate(fresh->secret));
  CHECK_FALSE(ground.keys.rotate(old.key.id, 1h));
  CHECK_FALSE(ground.keys.rotate(base::KeyId{"nothing"}, 1h));
}

TEST_CASE("a rotated key lives as long anew as the old one was made for, or as it is told") {
  Ground ground;
  const base::Time begin = ground.clock.now();
  const Keys::Created old =
      ground.keys.create({kRiyadh, "ERP", {Scope::kRead}, begin + std::chrono::days{30}});
  CHECK_FALSE(ground.keys.successor(old.key.id));
  ground.clock.advance(std::chrono::days{29});
  const auto second = ground.keys.rotate(old.key.id, 1h);
  REQUIRE(second);
  CHECK(second->key.expires_at == begin + std::chrono::days{59});
  CHECK(ground.keys.successor(old.key.id) == second->key.id);
  CHECK_FALSE(ground.keys.successor(second->key.id));
  const auto third = ground.keys.rotate(second->key.id, 1h, std::chrono::days{2});
  REQUIRE(third);
  CHECK(third->key.expires_at == ground.clock.now() + std::chrono::days{2});
  const auto fourth = ground.keys.rotate(third->key.id, 1h, 0s);
  REQUIRE(fourth);
  CHECK_FALSE(fourth->key.expires_at);
  const auto fifth = ground.keys.rotate(fourth->key.id, 1h);
  REQUIRE(fifth);
  CHECK_FALSE(fifth->key.expires_at);
}

TEST_CASE("a key tells its last use, to the minute") {
  Ground ground;
  const Keys::Created created = ground.keys.create({kRiyadh, "ERP", {Scope::kRead}});
  CHECK_FALSE(ground.keys.load(created.key.id).last_used_at);
  const base::Time first = ground.clock.now();
  const auto use = [&] {
    REQUIRE(ground.keys.authenticate(created.secret));
    // What was posted before is durable when this is.
    REQUIRE(ground.database.writer.commit_in_background([](database::Connection&) {}, 60s));
  };
  use();
  CHECK(ground.keys.load(created.key.id).last_used_at == first);
  ground.clock.advance(30s);
  use();
  CHECK(ground.keys.load(created.key.id).last_used_at == first);
  ground.clock.advance(31s);
  use();
  CHECK(ground.keys.load(created.key.id).last_used_at == first + 61s);
}

TEST_CASE("an admin's key may do all") {
  Ground ground;
  const auto created = ground.keys.create({kRiyadh, "ERP", {Scope::kAdmin}});
  for (const Scope scope : {Scope::kSubmit, Scope::kRead, Scope::kCancel, Scope::kAdmin}) {
    CHECK(created.key.allows(scope));
    CHECK(access_control::scope_of(access_control::name(scope)) == scope);
  }
}
