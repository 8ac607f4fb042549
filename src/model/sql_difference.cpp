#include "model/sql_difference.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace model {
namespace {

using Kind = SqlToken::Kind;

/// A token that a SqlTemplate goes by, or all that is behind an error.
struct TokenSpan {
  Kind kind;
  std::size_t begin;
  std::size_t end;

  bool operator==(const TokenSpan&) const = default;
};

/// The marks of one reading, and where its tokens end.
class TokenReading {
 public:
  TokenReading(std::string_view sql, const SqlTokens& read) {
    for (const SqlToken& token : read.tokens) {
      const std::size_t begin = ends_.empty() ? 0 : ends_.back();
      const std::size_t colon = token.kind == Kind::kPlaceholder ? 1 : 0;
      ends_.push_back(begin + colon + token.text.size());
      if (is_significant(token.kind)) spans_.push_back({token.kind, begin, ends_.back()});
    }
    const std::size_t begin = ends_.empty() ? 0 : ends_.back();
    if (begin < sql.size()) spans_.push_back({Kind::kOther, begin, sql.size()});
    ends_.push_back(sql.size());
  }

  [[nodiscard]] const std::vector<std::size_t>& ends() const { return ends_; }
  [[nodiscard]] std::vector<TokenSpan> spans(std::size_t begin, std::size_t end) const {
    const auto first = std::ranges::partition_point(
        spans_, [&](const TokenSpan& mark) { return mark.end <= begin; });
    const auto last = std::partition_point(first, spans_.end(),
                                           [&](const TokenSpan& mark) { return mark.begin < end; });
    return {first, last};
  }

 private:
  static bool is_significant(Kind kind) {
    return kind != Kind::kSpace && kind != Kind::kWord && kind != Kind::kQuoted &&
           kind != Kind::kEscaped && kind != Kind::kOther;
  }

  std::vector<TokenSpan> spans_;
  std::vector<std::size_t> ends_;
};

/// The beginning of the first stretch, between two places where tokens of both end, that has other
/// marks in one than in the other.
std::size_t find_difference(const TokenReading& one, const TokenReading& other) {
  std::vector<std::size_t> shared;
  std::ranges::set_intersection(one.ends(), other.ends(), std::back_inserter(shared));
  std::size_t begin = 0;
  for (const std::size_t end : shared) {
    if (one.spans(begin, end) != other.spans(begin, end)) return begin;
    begin = end;
  }
  return begin;
}

std::string_view symbol_at(std::string_view sql, std::size_t place) {
  const std::string_view rest = sql.substr(place);
  if (rest.starts_with("/*!") || rest.starts_with("/*M")) return rest.substr(0, 3);
  const bool is_pair = rest.starts_with("--") || rest.starts_with("/*") || rest.starts_with("[[");
  return rest.substr(0, is_pair ? 2 : 1);
}

constexpr std::string_view kDiffers = "model.sql_differs";

/// By what both would read alike.
const char* message_key(std::string_view symbol) {
  if (symbol == "#" || symbol == "--" || symbol.starts_with("/*"))
    return "model.sql_differs_comment";
  constexpr std::string_view kQuotes = "'\"`[$";
  if (symbol.size() == 1 && kQuotes.find(symbol) != std::string_view::npos) {
    return "model.sql_differs_quote";
  }
  return "model.sql_differs";
}

}  // namespace

base::Message sql_difference(std::string_view sql, const SqlTokens& one, const SqlTokens& other) {
  const std::size_t place = find_difference(TokenReading(sql, one), TokenReading(sql, other));
  const std::string_view symbol = symbol_at(sql, place);
  const auto line = 1 + std::ranges::count(sql.substr(0, place), '\n');
  return {message_key(symbol), {{"line", std::int64_t{line}}, {"sign", std::string{symbol}}}};
}

bool is_sql_difference(const base::Message& reason) { return reason.key.starts_with(kDiffers); }

}  // namespace model
