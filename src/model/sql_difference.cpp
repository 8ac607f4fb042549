#include "model/sql_difference.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace model {
namespace {

using Kind = SqlToken::Kind;

/// A token that a SqlTemplate goes by, or all that is behind an error.
struct Mark {
  Kind kind;
  std::size_t begin;
  std::size_t end;

  bool operator==(const Mark&) const = default;
};

/// The marks of one reading, and where its tokens end.
class Reading {
 public:
  Reading(std::string_view sql, const SqlTokens& read) {
    for (const SqlToken& token : read.tokens) {
      const std::size_t begin = ends_.empty() ? 0 : ends_.back();
      const std::size_t colon = token.kind == Kind::kName ? 1 : 0;
      ends_.push_back(begin + colon + token.text.size());
      if (is_mark(token.kind)) marks_.push_back({token.kind, begin, ends_.back()});
    }
    const std::size_t begin = ends_.empty() ? 0 : ends_.back();
    if (begin < sql.size()) marks_.push_back({Kind::kOther, begin, sql.size()});
    ends_.push_back(sql.size());
  }

  [[nodiscard]] const std::vector<std::size_t>& ends() const { return ends_; }
  [[nodiscard]] std::vector<Mark> marks(std::size_t begin, std::size_t end) const {
    const auto first =
        std::ranges::partition_point(marks_, [&](const Mark& mark) { return mark.end <= begin; });
    const auto last = std::partition_point(first, marks_.end(),
                                           [&](const Mark& mark) { return mark.begin < end; });
    return {first, last};
  }

 private:
  static bool is_mark(Kind kind) {
    return kind != Kind::kBlank && kind != Kind::kWord && kind != Kind::kQuoted &&
           kind != Kind::kEscaped && kind != Kind::kOther;
  }

  std::vector<Mark> marks_;
  std::vector<std::size_t> ends_;
};

/// The beginning of the first stretch, between two places where tokens of both end, that has other
/// marks in one than in the other.
std::size_t place_of_difference(const Reading& one, const Reading& other) {
  std::vector<std::size_t> shared;
  std::ranges::set_intersection(one.ends(), other.ends(), std::back_inserter(shared));
  std::size_t begin = 0;
  for (const std::size_t end : shared) {
    if (one.marks(begin, end) != other.marks(begin, end)) return begin;
    begin = end;
  }
  return begin;
}

std::string_view sign_at(std::string_view sql, std::size_t place) {
  const std::string_view rest = sql.substr(place);
  if (rest.starts_with("/*!") || rest.starts_with("/*M")) return rest.substr(0, 3);
  const bool is_pair = rest.starts_with("--") || rest.starts_with("/*") || rest.starts_with("[[");
  return rest.substr(0, is_pair ? 2 : 1);
}

constexpr std::string_view kDiffers = "model.sql_differs";

/// By what both would read alike.
const char* key_of(std::string_view sign) {
  if (sign == "#" || sign == "--" || sign.starts_with("/*")) return "model.sql_differs_comment";
  constexpr std::string_view kQuotes = "'\"`[$";
  if (sign.size() == 1 && kQuotes.find(sign) != std::string_view::npos) {
    return "model.sql_differs_quote";
  }
  return "model.sql_differs";
}

}  // namespace

base::Message sql_difference(std::string_view sql, const SqlTokens& one, const SqlTokens& other) {
  const std::size_t place = place_of_difference(Reading(sql, one), Reading(sql, other));
  const std::string_view sign = sign_at(sql, place);
  const auto line = 1 + std::ranges::count(sql.substr(0, place), '\n');
  return {key_of(sign), {{"line", std::int64_t{line}}, {"sign", std::string{sign}}}};
}

bool is_sql_difference(const base::Message& fault) { return fault.key.starts_with(kDiffers); }

}  // namespace model
