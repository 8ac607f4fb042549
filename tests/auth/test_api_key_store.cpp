#include <fstream>
#include <sstream>

#include "auth/api_key_store.h"
#include "base/digest.h"
#include "auth/organization.h"
#include "support/catch.h"
#include "support/manual_clock.h"
#include "support/app_database.h"

using auth::ApiKeyStore;
using auth::Scope;
using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

struct KeyFixture {
  AppDatabase database;
  ManualClock clock;
  ApiKeyStore keys{database.writer, database.readers, clock};
};

std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace

TEST_CASE("a new key grants what it was created for") {
  KeyFixture fixture;
  const ApiKeyStore::Created created = fixture.keys.create({kRiyadh, "ERP", {Scope::kRead}});
  CHECK(created.secret.starts_with("gbi_"));
  const auto key = fixture.keys.find_live(created.secret);
  REQUIRE(key);
  CHECK(key->id == created.key.id);
  CHECK(key->grant.organization == kRiyadh);
  CHECK(key->grant.label == "ERP");
  CHECK(key->allows(Scope::kRead));
  CHECK_FALSE(key->allows(Scope::kSubmit));
  CHECK(created.secret != fixture.keys.create({kRiyadh, "ERP", {Scope::kRead}}).secret);
}

TEST_CASE("no file holds a key, only its SHA-256") {
  KeyFixture fixture;
  const ApiKeyStore::Created created = fixture.keys.create({kRiyadh, "ERP", {Scope::kSubmit}});
  const base::Sha256 digest = base::sha256(created.secret);
  const std::string_view octets{reinterpret_cast<const char*>(digest.data()), digest.size()};
  bool found_digest = false;
  for (const auto& entry : std::filesystem::directory_iterator(fixture.database.directory())) {
    const std::string bytes = bytes_of(entry.path());
    CHECK(bytes.find(created.secret) == std::string::npos);
    CHECK(bytes.find(created.secret.substr(4, 20)) == std::string::npos);
    found_digest = found_digest || bytes.find(octets) != std::string::npos;
  }
  CHECK(found_digest);
}

TEST_CASE("a revoked key is rejected at once, and is revoked only once") {
  KeyFixture fixture;
  const ApiKeyStore::Created created = fixture.keys.create({kRiyadh, "ERP", {Scope::kSubmit}});
  const ApiKeyStore::Created other = fixture.keys.create({kRiyadh, "other", {Scope::kSubmit}});
  CHECK(fixture.keys.revoke(created.key.id));
  CHECK_FALSE(fixture.keys.find_live(created.secret));
  CHECK(fixture.keys.find_live(other.secret));
  CHECK_FALSE(fixture.keys.revoke(created.key.id));
  CHECK_FALSE(fixture.keys.revoke(base::KeyId{"unknown"}));
}

TEST_CASE("a key that another process revokes is rejected with the next request") {
  KeyFixture fixture;
  const ApiKeyStore::Created created = fixture.keys.create({kRiyadh, "ERP", {Scope::kSubmit}});
  REQUIRE(fixture.keys.find_live(created.secret));
  {
    database::Writer writer(fixture.database.file(), AppDatabase::migrations());
    CHECK(ApiKeyStore(writer, fixture.database.readers, fixture.clock).revoke(created.key.id));
  }
  CHECK_FALSE(fixture.keys.find_live(created.secret));
}

TEST_CASE("a key is rejected from the moment it expires") {
  KeyFixture fixture;
  const ApiKeyStore::Created created =
      fixture.keys.create({kRiyadh, "ERP", {Scope::kSubmit}, fixture.clock.now() + 1h});
  fixture.clock.advance(1h - 1us);
  CHECK(fixture.keys.find_live(created.secret));
  fixture.clock.advance(1us);
  CHECK_FALSE(fixture.keys.find_live(created.secret));
}

TEST_CASE("a text that differs from a key anywhere is rejected") {
  KeyFixture fixture;
  const std::string secret = fixture.keys.create({kRiyadh, "ERP", {Scope::kSubmit}}).secret;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    std::string wrong = secret;
    wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
    INFO(i);
    CHECK_FALSE(fixture.keys.find_live(wrong));
  }
  for (const std::string& wrong :
       {std::string{}, std::string{"gbi_"}, secret + "A", secret.substr(1), " " + secret}) {
    CHECK_FALSE(fixture.keys.find_live(wrong));
  }
}

TEST_CASE("keys are listed with their state and without their secrets") {
  KeyFixture fixture;
  const ApiKeyStore::Created first =
      fixture.keys.create({kRiyadh, "first", {Scope::kSubmit, Scope::kRead}});
  fixture.clock.advance(1s);
  const ApiKeyStore::Created second =
      fixture.keys.create({kRiyadh, "second", {Scope::kRead}, fixture.clock.now() + 24h});
  REQUIRE(fixture.keys.revoke(first.key.id));
  const std::vector<auth::ApiKey> keys = fixture.keys.list();
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].grant.label == "first");
  CHECK(keys[0].grant.scopes == std::set{Scope::kSubmit, Scope::kRead});
  CHECK(keys[0].revoked_at == fixture.clock.now());
  CHECK_FALSE(keys[0].grant.expires_at);
  CHECK(keys[1].id == second.key.id);
  CHECK(keys[1].grant.expires_at == fixture.clock.now() + 24h);
  CHECK_FALSE(keys[1].revoked_at);
}

TEST_CASE("the old key stays valid for a while after a rotation") {
  KeyFixture fixture;
  const ApiKeyStore::Created old = fixture.keys.create({.organization = kRiyadh,
                                                        .label = "ERP",
                                                        .scopes = {Scope::kRead},
                                                        .models = {"sales.*", "stock"},
                                                        .includes_sub_organizations = false});
  const auto fresh = fixture.keys.rotate(old.key.id, 1h);
  REQUIRE(fresh);
  CHECK(fresh->key.id != old.key.id);
  const auto key = fixture.keys.find_live(fresh->secret);
  REQUIRE(key);
  CHECK(key->grant.label == "ERP");
  CHECK(key->grant.models == std::vector<std::string>{"sales.*", "stock"});
  CHECK_FALSE(key->grant.includes_sub_organizations);
  CHECK(fixture.keys.find_live(old.secret));
  fixture.clock.advance(1h);
  CHECK_FALSE(fixture.keys.find_live(old.secret));
  CHECK(fixture.keys.find_live(fresh->secret));
  CHECK_FALSE(fixture.keys.rotate(old.key.id, 1h));
  CHECK_FALSE(fixture.keys.rotate(base::KeyId{"nothing"}, 1h));
}

TEST_CASE("a rotated key has the lifetime of the old one, or the given one") {
  KeyFixture fixture;
  const base::Time begin = fixture.clock.now();
  const ApiKeyStore::Created old =
      fixture.keys.create({kRiyadh, "ERP", {Scope::kRead}, begin + std::chrono::days{30}});
  CHECK_FALSE(fixture.keys.successor(old.key.id));
  fixture.clock.advance(std::chrono::days{29});
  const auto second = fixture.keys.rotate(old.key.id, 1h);
  REQUIRE(second);
  CHECK(second->key.grant.expires_at == begin + std::chrono::days{59});
  CHECK(fixture.keys.successor(old.key.id) == second->key.id);
  CHECK_FALSE(fixture.keys.successor(second->key.id));
  const auto third = fixture.keys.rotate(second->key.id, 1h, std::chrono::days{2});
  REQUIRE(third);
  CHECK(third->key.grant.expires_at == fixture.clock.now() + std::chrono::days{2});
  const auto fourth = fixture.keys.rotate(third->key.id, 1h, 0s);
  REQUIRE(fourth);
  CHECK_FALSE(fourth->key.grant.expires_at);
  const auto fifth = fixture.keys.rotate(fourth->key.id, 1h);
  REQUIRE(fifth);
  CHECK_FALSE(fifth->key.grant.expires_at);
}

TEST_CASE("a key has the time of its last use, to the minute") {
  KeyFixture fixture;
  const ApiKeyStore::Created created = fixture.keys.create({kRiyadh, "ERP", {Scope::kRead}});
  CHECK_FALSE(fixture.keys.require(created.key.id).last_used_at);
  const base::Time first = fixture.clock.now();
  const auto use = [&] {
    REQUIRE(fixture.keys.find_live(created.secret));
    // Earlier background work is durable when this is.
    REQUIRE(fixture.database.writer.commit_in_background([](database::Connection&) {}, 60s));
  };
  use();
  CHECK(fixture.keys.require(created.key.id).last_used_at == first);
  fixture.clock.advance(30s);
  use();
  CHECK(fixture.keys.require(created.key.id).last_used_at == first);
  fixture.clock.advance(31s);
  use();
  CHECK(fixture.keys.require(created.key.id).last_used_at == first + 61s);
}

TEST_CASE("an admin key has all scopes") {
  KeyFixture fixture;
  const auto created = fixture.keys.create({kRiyadh, "ERP", {Scope::kAdmin}});
  for (const Scope scope : {Scope::kSubmit, Scope::kRead, Scope::kCancel, Scope::kAdmin}) {
    CHECK(created.key.allows(scope));
    CHECK(auth::parse_scope(auth::name(scope)) == scope);
  }
}
