#include "server/api/trusted_proxies.h"
#include "support/catch.h"

using server::TrustedProxies;

namespace {

server::Fields forwarded(const std::vector<std::string>& values) {
  server::Fields fields;
  for (const std::string& value : values) fields.add("X-Forwarded-For", value);
  return fields;
}

}  // namespace

TEST_CASE("X-Forwarded-For of an untrusted client is ignored") {
  CHECK(TrustedProxies{{}}.client_address("192.0.2.7", forwarded({"10.0.0.1"})) == "192.0.2.7");
  CHECK(TrustedProxies{{"10.0.0.0/8"}}.client_address("192.0.2.7", forwarded({"10.0.0.1"})) ==
        "192.0.2.7");
}

TEST_CASE("only the address that a trusted proxy appended counts") {
  const TrustedProxies proxies{{"10.0.0.0/8", "::1", "192.0.2.1"}};
  CHECK(proxies.client_address("10.1.2.3", forwarded({"203.0.113.9"})) == "203.0.113.9");
  CHECK(proxies.client_address("::1", forwarded({"spoofed, 203.0.113.9"})) == "203.0.113.9");
  CHECK(proxies.client_address("10.1.2.3", forwarded({"198.51.100.1, 203.0.113.9 , 192.0.2.1"})) ==
        "203.0.113.9");
  CHECK(proxies.client_address("10.1.2.3", forwarded({"198.51.100.1", "203.0.113.9"})) ==
        "203.0.113.9");
  CHECK(proxies.client_address("10.1.2.3", forwarded({"2001:db8::7"})) == "2001:db8::7");
}

TEST_CASE("a proxy may write a port, brackets, or IPv4 as IPv6") {
  const TrustedProxies proxies{{"10.0.0.0/8"}};
  CHECK(proxies.client_address("10.1.2.3", forwarded({"9.9.0.9:1234"})) == "9.9.0.9");
  CHECK(proxies.client_address("10.1.2.3", forwarded({"[::1]:99"})) == "::1");
  CHECK(proxies.client_address("10.1.2.3", forwarded({"[2001:db8::7]"})) == "2001:db8::7");
  CHECK(proxies.client_address("10.1.2.3", forwarded({"::ffff:9.9.0.9"})) == "9.9.0.9");
  CHECK(proxies.client_address("10.1.2.3", forwarded({"9.9.0.9, [::ffff:10.0.0.1]:80"})) ==
        "9.9.0.9");
}

TEST_CASE("a trusted proxy that sends no valid address is the client itself") {
  const TrustedProxies proxies{{"10.0.0.0/8"}};
  for (const char* said : {"", "unknown", "evil\" peer=x", "203.0.113.9:", "203.0.113.9:x", ",",
                           "10.0.0.1/8", "[::1", "::1]", "[203.0.113.9]x", "[]"}) {
    CAPTURE(said);
    CHECK(proxies.client_address("10.1.2.3", forwarded({said})) == "10.1.2.3");
  }
  CHECK(proxies.client_address("10.1.2.3", {}) == "10.1.2.3");
}

TEST_CASE("a network is compared by its bits") {
  CHECK(TrustedProxies{{"192.168.8.0/21"}}.client_address("192.168.15.1", forwarded({"1.2.3.4"})) ==
        "1.2.3.4");
  CHECK(TrustedProxies{{"192.168.8.0/21"}}.client_address("192.168.16.1", forwarded({"1.2.3.4"})) ==
        "192.168.16.1");
  CHECK(TrustedProxies{{"fd00::/9"}}.client_address("fd7f::1", forwarded({"1.2.3.4"})) ==
        "1.2.3.4");
  CHECK(TrustedProxies{{"0.0.0.0/0"}}.client_address("fd7f::1", forwarded({"1.2.3.4"})) ==
        "fd7f::1");
  for (const char* wrong :
       {"", "x", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/a", "fd00::/129", "10.0"}) {
    CAPTURE(wrong);
    CHECK_THROWS(TrustedProxies{{wrong}});
  }
}
