#include <filesystem>
#include <fstream>

#include "base/digest.h"
#include "base/id.h"
#include "base/durability.h"
#include "base/time.h"
#include "base/utf8.h"

#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/system_calls.h"

TEST_CASE("SHA-256 and HMAC give the published test vectors") {
  // FIPS 180-4 example "abc"; RFC 4231 test case 2.
  CHECK(base::hex(base::sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(base::hex(base::hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("base64url has no padding and the URL-safe alphabet") {
  CHECK(base::base64url("") == "");
  CHECK(base::base64url("f") == "Zg");
  CHECK(base::base64url("foob") == "Zm9vYg");
  CHECK(base::base64url("\xFB\xFF") == "-_8");
}

TEST_CASE("ids sort by their creation time") {
  const std::string early = base::new_uuid(base::to_time(1'700'000'000'000'000));
  const std::string late = base::new_uuid(base::to_time(1'700'000'001'000'000));
  CHECK(early < late);
  CHECK(early.size() == 36);
  CHECK(early[14] == '7');
}

TEST_CASE("times are written in RFC 3339") {
  CHECK(base::format_rfc3339(base::to_time(1'769'846'709'123'456)) == "2026-01-31T08:05:09.123Z");
  CHECK(base::format_rfc3339(base::to_time(-1)) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("malformed UTF-8 is detected and replaced by maximal subparts") {
  CHECK(base::is_utf8("\xD8\xA3\xD8\xAD\xD9\x85\xD8\xAF"));
  CHECK_FALSE(base::is_utf8("\xC0\x80"));
  CHECK_FALSE(base::is_utf8("\xED\xA0\x80"));
  CHECK_FALSE(base::is_utf8("\xF4\x90\x80\x80"));
  CHECK(base::sanitize_utf8("a\xE2\x82z") == "a\xEF\xBF\xBDz");
  CHECK(base::sanitize_utf8("\xED\xA0\x80").size() == 9);
  CHECK(base::utf16_length("a\xF0\x9F\x98\x80\xD8\xA3") == 4);
}

TEST_CASE("a durably renamed file has its name only when it is durable") {
  const TempDir temp_dir;
  const auto draft = temp_dir.path() / "draft";
  std::ofstream(draft) << "whole";
  const SystemCalls calls;
  base::rename_durably(draft, temp_dir.path() / "name");
  CHECK(calls.made() == std::vector<std::string>{"fsync file", "rename", "fsync directory"});
  CHECK(std::filesystem::exists(temp_dir.path() / "name"));
}
