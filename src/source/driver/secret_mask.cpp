#include "source/driver/secret_mask.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/percent_encoding.h"

namespace source {
namespace {

constexpr std::string_view kMask = "***";
constexpr std::size_t kMinPieceLength = 3;  // a shorter one is in every text
constexpr std::string_view kSeparators = " \t\r\n=;:/@,&?'\"{}[]()%";

/// Keywords of connection strings, which drivers name in their errors.
// clang-format off
constexpr std::array<std::string_view, 26> kKeywords{
    "host", "hostaddr", "port", "dbname", "database", "user", "username", "uid", "password", "pwd",
    "server", "servername", "driver", "dsn", "sslmode", "sslcert", "sslkey", "sslrootcert",
    "options", "service", "passfile", "postgres", "postgresql", "connect_timeout",
    "application_name", "trusted_connection"};
// clang-format on

/// Those whose values are no secret.
constexpr std::array<std::string_view, 14> kOpenKeywords{
    "host", "hostaddr", "port",   "dbname", "database",   "user",        "username",
    "uid",  "dsn",      "driver", "server", "servername", "sslrootcert", "sslcert"};

template <std::size_t count>
bool contains(const std::array<std::string_view, count>& words, std::string_view word) {
  return std::ranges::any_of(
      words, [&](std::string_view one) { return base::equal_ignoring_case(one, word); });
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// A host, port, user, database or file, without anything that another part of a malformed string
/// could begin with.
bool is_plain(std::string_view value) {
  return !value.empty() && std::ranges::all_of(value, [](char c) {
    return base::is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view{"._-/\\~+"}.find(c) != std::string_view::npos;
  });
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_braces(std::string_view value) {
  const bool is_braced = value.starts_with('{') && value.ends_with('}');
  return is_braced ? value.substr(1, value.size() - 2) : value;
}

/// Whether a member's value may be shown: the member is no secret, and it looks as a value of
/// this member does.
bool is_open(std::string_view name, std::string_view value) {
  constexpr std::array<std::string_view, 6> kSslModes{"disable", "allow",     "prefer",
                                                      "require", "verify-ca", "verify-full"};
  if (base::equal_ignoring_case(name, "port")) return is_number(value);
  if (base::equal_ignoring_case(name, "sslmode")) return contains(kSslModes, value);
  const bool is_driver = base::equal_ignoring_case(name, "driver") && value.starts_with('{') &&
                         without_braces(value).find_first_of("=;,@{}") == std::string_view::npos;
  return contains(kOpenKeywords, name) && (is_driver || is_plain(without_braces(value)));
}

bool is_uri(std::string_view text) {
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

bool is_token_end(char c) { return is_blank(c) || c == '"' || c == '\''; }

}  // namespace

SecretMask::SecretMask(const model::SourceDefinition& definition) {
  const std::string path = definition.path.string();
  if (path.find_first_of("=@?;") != std::string::npos) add_secret(path);
  bool is_first = true;
  try {
    for (const model::SourceOption& option : definition.options) {
      add(definition.kind, option, std::exchange(is_first, false));
    }
  } catch (const base::Error&) {
    hides_all_ = true;
  }
}

void SecretMask::add(model::SourceKind kind, const model::SourceOption& option, bool is_first) {
  const std::string text = option.value.text();
  // A connection string is the first option. libpq expands a database's name that looks like one.
  const bool is_libpq_string = option.name == "dbname" && (is_first || !is_plain(text));
  if (kind == model::SourceKind::kOdbc && option.name.empty()) {
    add_secret(text);
    add_pairs(text, ';');
  } else if (is_libpq_string) {
    add_secret(text);
    is_uri(text) ? add_uri(text) : add_pairs(text, ' ');
  } else {
    add_member(option.name, text);
  }
}

/// A URI has one reading if it has one "@" at most, and no "/" or "?" before it.
void SecretMask::add_uri(std::string_view uri) {
  uri.remove_prefix(uri.find("//") + 2);
  add_secret(base::percent_decode(uri));
  const std::size_t at = uri.find('@');
  if (at != uri.rfind('@') || (at != std::string_view::npos && uri.find_first_of("/?") < at))
    return;
  if (at != std::string_view::npos) {
    const std::string_view login = uri.substr(0, at);
    allow(login.substr(0, login.find(':')));
    uri.remove_prefix(at + 1);
  }
  const std::string_view place = uri.substr(0, uri.find_first_of("/?"));
  const std::size_t colon = place.find(':');
  const std::string_view port = colon == std::string_view::npos ? "" : place.substr(colon + 1);
  if (!port.empty() && !is_number(port)) return;
  allow(place.substr(0, colon));
  allow(port);
  uri.remove_prefix(place.size());
  if (uri.starts_with('/')) allow(uri.substr(1, uri.find('?') - 1));
}

/// "name=value" pairs have one reading if each part between separators is one.
void SecretMask::add_pairs(std::string_view text, char separator) {
  std::vector<std::pair<std::string_view, std::string_view>> pairs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) return;
    pairs.emplace_back(trim(part.substr(0, equals)), trim(part.substr(equals + 1)));
  }
  for (const auto& [name, value] : pairs) {
    if (contains(kOpenKeywords, name)) add_member(name, value);
  }
}

void SecretMask::add_member(std::string_view name, std::string_view value) {
  if (is_open(name, value)) {
    allowed_.emplace_back(without_braces(value));
  } else {
    add_secret(without_braces(value));
  }
}

void SecretMask::add_secret(std::string_view text) {
  if (text.empty()) return;
  secrets_.emplace_back(text);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kSeparators), text.size());
    if (end >= kMinPieceLength && !contains(kKeywords, text.substr(0, end))) {
      pieces_.emplace_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void SecretMask::allow(std::string_view value) {
  if (is_plain(value)) allowed_.emplace_back(value);
}

bool SecretMask::is_allowed(std::string_view text) const {
  return contains(kKeywords, text) || std::ranges::find(allowed_, text) != allowed_.end();
}

/// Whether a text has a piece of a secret, or, as a driver's quotation, is a part of one.
bool SecretMask::reveals(std::string_view text, bool is_quoted) const {
  if (is_allowed(text)) return false;
  const bool has_piece = std::ranges::any_of(pieces_, [&](const std::string& piece) {
    return text.find(piece) != std::string_view::npos && !is_allowed(piece);
  });
  if (has_piece || !is_quoted) return has_piece;
  return std::ranges::any_of(text, base::is_alphanumeric) &&
         std::ranges::any_of(secrets_, [&](const std::string& secret) {
           return secret.find(text) != std::string::npos;
         });
}

std::string SecretMask::without_whole_secrets(std::string_view text) const {
  std::string masked{text};
  for (const std::string& secret : secrets_) {
    if (secret.size() < kMinPieceLength) continue;
    for (std::size_t at = masked.find(secret); at != std::string::npos;
         at = masked.find(secret, at + kMask.size())) {
      masked.replace(at, secret.size(), kMask);
    }
  }
  return masked;
}

std::string SecretMask::apply(std::string_view text) const {
  if (hides_all_) return std::string{kMask};
  const std::string whole = without_whole_secrets(text);
  text = whole;
  std::string masked;
  char quote = '\0';
  while (!text.empty()) {
    std::size_t end = 0;
    const std::size_t closing = quote == '\0' ? std::string_view::npos : text.find(quote);
    const bool is_quoted = closing != std::string_view::npos;
    if (is_quoted) {
      end = closing;
    } else {
      while (end < text.size() && !is_token_end(text[end])) ++end;
    }
    const std::string_view token = text.substr(0, end);
    masked += reveals(token, is_quoted) ? kMask : token;
    quote = '\0';
    if (end < text.size()) {
      masked += text[end];
      const bool is_apostrophe =
          text[end] == '\'' && !token.empty() && base::is_letter(token.back());
      if (!is_quoted && !is_blank(text[end]) && !is_apostrophe) quote = text[end];
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return masked;
}

}  // namespace source
