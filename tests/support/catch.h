#pragma once

#define CATCH_CONFIG_FAST_COMPILE  // an exception in a CHECK ends its test case, as in a REQUIRE

// Debian 12 ships Catch2 2 and Debian 13 ships Catch2 3; the tests use what both have.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
using Catch::Contains;
inline auto ContainsSubstring(const std::string& text) { return Catch::Contains(text); }
}  // namespace Catch::Matchers
#endif
