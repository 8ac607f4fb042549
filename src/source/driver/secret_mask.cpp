#include "source/driver/secret_mask.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/percent_encoding.h"

namespace source {
namespace {

constexpr std::string_view kMask = "***";
constexpr std::string_view kHidden = "*** (hidden: the connection settings may be malformed)";
constexpr std::size_t kMinSecretLength = 3;  // a shorter one is in every text
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kDigits = "0123456789";

/// Those whose values are no secret.
constexpr std::array<std::string_view, 15> kOpenKeywords{
    "host",   "hostaddr",   "port", "dbname",  "database",    "user",    "username", "uid",
    "server", "servername", "dsn",  "sslmode", "sslrootcert", "sslcert", "driver"};
/// Those that errors name, although they are no mistake.
constexpr std::array<std::string_view, 2> kSecretKeywords{"password", "pwd"};
constexpr std::array<std::string_view, 6> kSslModes{"disable", "allow",     "prefer",
                                                    "require", "verify-ca", "verify-full"};

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::any_of(
      words, [&](std::string_view one) { return base::equal_ignoring_case(one, word); });
}

bool is_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

/// Nothing that another part of a malformed string could begin with.
bool is_plain(std::string_view value) {
  return std::ranges::all_of(value, [](char c) {
    return base::is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view{"._-/\\~+"}.find(c) != std::string_view::npos;
  });
}

/// Whether the value looks as one of this open keyword does.
bool is_valid(std::string_view name, std::string_view value) {
  const auto is = [&](std::string_view keyword) {
    return base::equal_ignoring_case(name, keyword);
  };
  if (is("port")) return is_of(value, kDigits);
  if (is("sslmode")) return contains(kSslModes, value);
  if (is("driver")) return value.find_first_of("=;,@{}") == std::string_view::npos;
  const std::size_t comma = is("server") ? value.find(',') : std::string_view::npos;
  if (comma == std::string_view::npos) return is_plain(value);
  return is_plain(value.substr(0, comma)) && is_of(value.substr(comma + 1), kDigits);
}

std::string_view trim(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

bool is_uri(std::string_view text) {
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

/// The text before the first of these characters; removes it, and the character.
std::string_view cut(std::string_view& text, std::string_view characters) {
  const std::size_t end = std::min(text.find_first_of(characters), text.size());
  const std::string_view head = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return head;
}

}  // namespace

/// How "name=value" pairs are written.
struct SecretMask::Syntax {
  std::string_view separators;
  char open;  // around a value that has separators
  char close;
  std::string_view special;  // not in other values
};

SecretMask::SecretMask(const model::SourceDefinition& definition) {
  const std::string path = definition.path.string();
  if (path.find_first_of("=@?;") != std::string::npos) add_secret(path);
  bool is_first = true;
  try {
    for (const model::SourceOption& option : definition.options) {
      hides_all_ |= !add(definition.kind, option, std::exchange(is_first, false));
    }
  } catch (const base::Error&) {
    hides_all_ = true;
  }
  // A secret may be a part of another.
  std::ranges::sort(secrets_, std::greater{}, &std::string::size);
}

bool SecretMask::add(model::SourceKind kind, const model::SourceOption& option, bool is_first) {
  static constexpr Syntax kLibpq{kBlanks, '\'', '\'', "'\\"};
  static constexpr Syntax kOdbc{";", '{', '}', "{}"};
  const std::string text = option.value.text();
  if (kind == model::SourceKind::kOdbc && option.name.empty()) return add_pairs(text, kOdbc);
  if (option.name != "dbname") return add_member(option.name, text);
  // A connection string is the first option. libpq expands a database's name that looks like one.
  if (!is_plain(text)) return is_uri(text) ? add_uri(text) : add_pairs(text, kLibpq);
  if (is_first) add_secret(text);
  return true;
}

bool SecretMask::add_pairs(std::string_view text, const Syntax& syntax) {
  for (text = trim(text); !text.empty(); text = trim(text)) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view name = trim(text.substr(0, equals));
    text.remove_prefix(equals + 1);
    std::string_view value;
    if (text.starts_with(syntax.open)) {
      text.remove_prefix(1);
      const std::size_t end = text.find(syntax.close);
      if (end == std::string_view::npos) return false;
      value = cut(text, {&syntax.close, 1});
      if (!trim(cut(text, syntax.separators)).empty()) return false;
    } else {
      value = trim(cut(text, syntax.separators));
      if (value.find_first_of(kBlanks) != std::string_view::npos) return false;
    }
    if (value.find_first_of(syntax.special) != std::string_view::npos) return false;
    if (!is_plain(name) || !add_member(name, value)) return false;
  }
  return true;
}

/// "postgresql://[user[:password]@][host[:port]][/database][?name=value&...]"
bool SecretMask::add_uri(std::string_view uri) {
  static constexpr Syntax kQuery{"&", '\0', '\0', "?"};
  if (base::percent_decode(uri).find('%') != std::string::npos) return false;
  uri.remove_prefix(uri.find("//") + 2);
  std::string_view authority = uri.substr(0, uri.find_first_of("/?"));
  uri.remove_prefix(authority.size());
  if (authority.find('@') != std::string_view::npos) {
    std::string_view login = cut(authority, "@");
    if (!add_member("user", cut(login, ":"))) return false;
    add_secret(login);
    add_secret(base::percent_decode(login));
  }
  if (!add_member("host", cut(authority, ":")) || !add_member("port", authority)) return false;
  if (uri.starts_with('/')) uri.remove_prefix(1);
  return add_member("dbname", cut(uri, "?")) && add_pairs(uri, kQuery);
}

bool SecretMask::add_member(std::string_view name, std::string_view value) {
  if (contains(kOpenKeywords, name)) return is_valid(name, value);
  add_secret(value);
  if (!contains(kSecretKeywords, name)) add_secret(name);
  return true;
}

void SecretMask::add_secret(std::string_view text) {
  if (text.size() >= kMinSecretLength) secrets_.emplace_back(text);
}

std::string SecretMask::apply(std::string_view text) const {
  if (hides_all_) return std::string{kHidden};
  std::string masked{text};
  for (const std::string& secret : secrets_) {
    for (std::size_t at = masked.find(secret); at != std::string::npos;
         at = masked.find(secret, at + kMask.size())) {
      masked.replace(at, secret.size(), kMask);
    }
  }
  return masked;
}

}  // namespace source
