#include <fstream>
#include <sstream>

#include "auth/session_store.h"
#include "support/app_database.h"
#include "support/catch.h"
#include "support/manual_clock.h"

using auth::ApiKeyStore;
using auth::Scope;
using auth::SessionEnd;
using auth::SessionStore;
using namespace std::chrono_literals;

namespace {

struct SessionFixture {
  AppDatabase database;
  ManualClock clock;
  ApiKeyStore keys{database.writer, database.readers, clock};
  SessionStore sessions{database.writer, database.readers, clock, keys};
  ApiKeyStore::Created created = create();

  ApiKeyStore::Created create(std::optional<base::Time> expires_at = {}) {
    return keys.create({.organization = base::OrganizationUid{"riyadh"},
                        .label = "Huda",
                        .scopes = {Scope::kRead},
                        .expires_at = expires_at});
  }
  SessionStore::Begun begin(bool stays = false) {
    return sessions.begin(created.key, stays, "Firefox", {.action = {}, .peer = "10.0.0.1"});
  }
  std::optional<SessionEnd> end_of(const std::string& token) {
    const auto found = sessions.find(token);
    REQUIRE(found);
    return found->end;
  }
  /// Waits for what was recorded in the background, too.
  void record_use(const SessionStore::Begun& begun) {
    sessions.record_use(sessions.find(begun.token).value().session, begun.key.id);
    database.writer.commit([](database::Connection&) {});
    while (sessions.find(begun.token).value().session.last_used_at + 1min <= clock.now()) {
    }
  }
};

std::string bytes_in(const std::filesystem::path& directory) {
  std::ostringstream bytes;
  for (const auto& entry : std::filesystem::directory_iterator{directory}) {
    if (entry.is_regular_file()) bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
  }
  return bytes.str();
}

}  // namespace

TEST_CASE("a session has the rights of its key, and its token is nowhere in the database") {
  SessionFixture it;
  const auto begun = it.begin();
  const std::string link = it.sessions.create_link(it.created.key, 10min, {.action = {}});
  const auto found = it.sessions.find(begun.token);
  REQUIRE(found);
  CHECK(!found->end);
  CHECK(found->key.id == it.created.key.id);
  CHECK(found->session.device == "Firefox");
  CHECK(!it.sessions.find(begun.token + "x"));
  CHECK(!it.sessions.find(""));
  const std::string bytes = bytes_in(it.database.directory());
  CHECK(bytes.find(begun.session.id.text()) != std::string::npos);
  CHECK(bytes.find(begun.token) == std::string::npos);
  CHECK(bytes.find(link) == std::string::npos);
}

TEST_CASE("a session ends by sign-out, with its key, and after a time without use") {
  SessionFixture it;
  const auto begun = it.begin();
  SECTION("signed out") {
    const auto other = it.begin();
    CHECK(it.sessions.end(it.created.key, begun.session.id, {.action = {}}));
    CHECK(!it.sessions.end(it.created.key, begun.session.id, {.action = {}}));
    CHECK(it.end_of(begun.token) == SessionEnd::kSignedOut);
    CHECK(!it.end_of(other.token));
    CHECK(it.sessions.end_all(it.created.key, {.action = {}}) == 1);
    CHECK(it.end_of(other.token) == SessionEnd::kSignedOut);
  }
  SECTION("revoked") {
    CHECK(it.keys.revoke(it.created.key.id));
    CHECK(it.end_of(begun.token) == SessionEnd::kRevoked);
  }
  SECTION("expired") {
    it.created = it.create(it.clock.now() + 1h);
    const auto brief = it.begin();
    it.clock.advance(1h);
    CHECK(it.end_of(brief.token) == SessionEnd::kExpired);
    CHECK(!it.end_of(begun.token));
  }
  SECTION("idle") {
    const auto kept = it.begin(true);
    it.clock.advance(8h - 1s);
    CHECK(!it.end_of(begun.token));
    it.clock.advance(1s);
    CHECK(it.end_of(begun.token) == SessionEnd::kIdle);
    it.clock.advance(29 * 24h);
    CHECK(!it.end_of(kept.token));
    it.clock.advance(24h);
    CHECK(it.end_of(kept.token) == SessionEnd::kIdle);
  }
}

TEST_CASE("each use makes a session last longer, and is recorded to the minute") {
  SessionFixture it;
  const auto begun = it.begin();
  const base::Time start = it.clock.now();
  it.clock.advance(59s);
  it.record_use(begun);
  CHECK(it.sessions.find(begun.token)->session.last_used_at == start);
  it.clock.advance(7h);
  it.record_use(begun);
  it.clock.advance(7h);
  CHECK(!it.end_of(begun.token));
}

TEST_CASE("a session follows the rotation of its key, but not past a revocation") {
  SessionFixture it;
  const auto begun = it.begin();
  const auto newer = it.keys.rotate(it.created.key.id, 1h);
  REQUIRE(newer);
  const auto next = it.sessions.begin(newer->key, false, "Chromium", {.action = {}});
  CHECK(it.sessions.find(begun.token)->key.id == it.created.key.id);
  CHECK(it.sessions.list(newer->key).size() == 2);
  it.clock.advance(2h);
  CHECK(!it.end_of(begun.token));
  CHECK(it.sessions.find(begun.token)->key.id == newer->key.id);
  SECTION("the old key is revoked, as one that has leaked") {
    CHECK(it.keys.revoke(it.created.key.id));
    CHECK(it.end_of(begun.token) == SessionEnd::kRevoked);
    CHECK(!it.end_of(next.token));
    CHECK(it.sessions.list(newer->key).size() == 1);
  }
  SECTION("the new key is revoked") {
    CHECK(it.keys.revoke(newer->key.id));
    CHECK(it.end_of(begun.token) == SessionEnd::kRevoked);
  }
  SECTION("the new key ends the sessions of the old one") {
    CHECK(it.sessions.end(newer->key, begun.session.id, {.action = {}}));
    const auto stranger = it.create();
    CHECK(!it.sessions.end(stranger.key, next.session.id, {.action = {}}));
    CHECK(it.sessions.end_all(stranger.key, {.action = {}}) == 0);
    CHECK(!it.end_of(next.token));
  }
}

TEST_CASE("a sign-in link works once, within its time, while its key is live") {
  SessionFixture it;
  const auto use = [&](const std::string& token) {
    return it.sessions.begin_by_link(token, false, "", {.action = {}}).has_value();
  };
  const auto link = [&](std::optional<std::chrono::seconds> lifetime) {
    return it.sessions.create_link(it.created.key, lifetime, {.action = {}});
  };
  const std::string token = link(10min);
  const std::string late = link(10min);
  const std::string lasting = link({});
  CHECK(token.size() == 43);
  CHECK(use(token));
  CHECK(!use(token));
  CHECK(!use("nonsense"));
  it.clock.advance(10min);
  CHECK(!use(late));
  CHECK(!use(late));
  it.clock.advance(100 * 24h);
  CHECK(use(lasting));
  CHECK(!use(lasting));
  const std::string revoked = link({});
  CHECK(it.keys.revoke(it.created.key.id));
  CHECK(!use(revoked));
}

TEST_CASE("a sign-in link has the newest key that its own was rotated into") {
  SessionFixture it;
  const auto link = [&] { return it.sessions.create_link(it.created.key, {}, {.action = {}}); };
  const auto key_by = [&](const std::string& token) {
    const auto begun = it.sessions.begin_by_link(token, false, "", {.action = {}});
    return begun ? begun->key.id : base::KeyId{};
  };
  const std::string first = link();
  const std::string second = link();
  const std::string third = link();
  const auto newer = it.keys.rotate(it.created.key.id, 1h);  // the old one is live meanwhile
  REQUIRE(newer);
  CHECK(key_by(first) == newer->key.id);
  CHECK(it.keys.revoke(newer->key.id));
  CHECK(key_by(second) == it.created.key.id);
  CHECK(it.keys.revoke(it.created.key.id));
  CHECK(key_by(third) == base::KeyId{});
}

TEST_CASE("a session that was too long without use is not revived by a longer limit") {
  SessionFixture it;
  SessionStore brief{it.database.writer, it.database.readers, it.clock, it.keys, 1h};
  const auto begun = brief.begin(it.created.key, false, "", {.action = {}});
  const auto used = brief.begin(it.created.key, false, "", {.action = {}});
  const auto kept = brief.begin(it.created.key, false, "", {.action = {}});
  brief.set_stays(it.created.key, kept.session, true, {.action = {}});
  it.clock.advance(59min);
  CHECK(!it.end_of(begun.token));
  it.record_use(used);  // with the limit of eight hours
  it.clock.advance(1min);
  CHECK(it.end_of(begun.token) == SessionEnd::kIdle);
  CHECK(it.sessions.list(it.created.key).size() == 2);
  it.clock.advance(6h);
  CHECK(!it.end_of(used.token));
  CHECK(!it.end_of(kept.token));
  CHECK(brief.find(used.token)->end == SessionEnd::kIdle);
}

TEST_CASE("a session in steady use lasts, however brief the limit") {
  SessionFixture it;
  SessionStore brief{it.database.writer, it.database.readers, it.clock, it.keys, 8s};
  const auto begun = brief.begin(it.created.key, false, "", {.action = {}});
  for (int i = 0; i < 20; ++i) {
    it.clock.advance(1s);
    const auto found = brief.find(begun.token);
    REQUIRE(found);
    REQUIRE(!found->end);
    brief.record_use(found->session, begun.key.id);
    it.database.writer.commit([](database::Connection&) {});
    while (brief.find(begun.token)->session.last_used_at + 4s < it.clock.now()) {
    }
  }
}

TEST_CASE("an installation keeps its name, and two have different ones") {
  SessionFixture it;
  SessionFixture other;
  CHECK(it.sessions.installation().size() == 16);
  CHECK(it.sessions.installation() != other.sessions.installation());
  const SessionStore again{it.database.writer, it.database.readers, it.clock, it.keys};
  CHECK(again.installation() == it.sessions.installation());
}
