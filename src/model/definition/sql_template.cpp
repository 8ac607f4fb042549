#include "model/definition/sql_template.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/message.h"
#include "model/definition/sql_lexer.h"
#include "model/definition/sql_quotes.h"

namespace model {
namespace {

using Kind = SqlToken::Kind;

constexpr std::string_view kDiffers = "model.sql_differs";

/// A token that matters to a SqlTemplate, or everything after an error.
struct TokenSpan {
  Kind kind;
  std::size_t begin;
  std::size_t end;

  bool operator==(const TokenSpan&) const = default;
};

/// The significant tokens of one reading, and the positions where its tokens end.
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
        spans_, [&](const TokenSpan& span) { return span.end <= begin; });
    const auto last = std::partition_point(first, spans_.end(),
                                           [&](const TokenSpan& span) { return span.begin < end; });
    return {first, last};
  }

 private:
  static bool is_significant(Kind kind) {
    switch (kind) {
      case Kind::kComment:
      case Kind::kHint:
      case Kind::kPlaceholder:
      case Kind::kOpen:
      case Kind::kClose:
      case Kind::kEnd:
        return true;
      case Kind::kSpace:
      case Kind::kWord:
      case Kind::kQuoted:
      case Kind::kEscaped:
      case Kind::kOther:
        break;
    }
    return false;
  }

  std::vector<TokenSpan> spans_;
  std::vector<std::size_t> ends_;
};

/// The position of the first difference. Compares the significant tokens between each two positions
/// at which tokens of both readings end.
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

/// The message that suggests what both read in the same way.
const char* message_key(std::string_view symbol) {
  if (symbol == "#" || symbol == "--" || symbol.starts_with("/*"))
    return "model.sql_differs_comment";
  constexpr std::string_view kQuotes = "'\"`[$";
  if (symbol.size() == 1 && kQuotes.find(symbol) != std::string_view::npos) {
    return "model.sql_differs_quote";
  }
  return "model.sql_differs";
}

base::Message sql_difference(std::string_view sql, const SqlTokens& one, const SqlTokens& other) {
  const std::size_t place = find_difference(TokenReading(sql, one), TokenReading(sql, other));
  const std::string_view symbol = symbol_at(sql, place);
  const auto line = 1 + std::ranges::count(sql.substr(0, place), '\n');
  return {message_key(symbol), {{"line", std::int64_t{line}}, {"sign", std::string{symbol}}}};
}

using Simple = std::variant<SqlTemplate::Text, SqlTemplate::Placeholder>;

/// The nearest token before, or after, that is not trivia; null at either end.
const SqlToken* previous_token(const std::vector<SqlToken>& tokens, const SqlToken* token) {
  while (token != nullptr && token != &tokens.front()) {
    if (!(--token)->is_trivia()) return token;
  }
  return nullptr;
}

const SqlToken* next_token(const std::vector<SqlToken>& tokens, const SqlToken* token) {
  while (token != &tokens.back()) {
    if (!(++token)->is_trivia()) return token;
  }
  return nullptr;
}

/// `IN (:name)`.
bool is_list(const std::vector<SqlToken>& tokens, const SqlToken& name) {
  const SqlToken* close = next_token(tokens, &name);
  const SqlToken* open = previous_token(tokens, &name);
  const SqlToken* in = previous_token(tokens, open);
  return close != nullptr && close->text == ")" && open != nullptr && open->text == "(" &&
         in != nullptr && in->kind == Kind::kWord && is_keyword(in->text, "in");
}

bool is_tested(const std::vector<SqlToken>& tokens, const SqlToken& name) {
  const SqlToken* next = next_token(tokens, &name);
  return next != nullptr && next->kind == Kind::kWord && is_keyword(next->text, "is");
}

/// Whether no driver or proxy can mistake any part of a comment for SQL.
bool is_harmless(std::string_view comment) {
  constexpr std::string_view kKeptSymbols = "_.,=()+*/<>%&|~^-";
  return comment.starts_with("/*") && comment.find("--") == std::string_view::npos &&
         comment.find("/*", 2) == std::string_view::npos &&
         std::ranges::all_of(comment, [&](char c) {
           return is_sql_space(c) || kKeptSymbols.find(c) != std::string_view::npos ||
                  (continues_sql_identifier(c) && c != '$' && static_cast<unsigned char>(c) < 0x80);
         });
}

std::string kept(const SqlToken& comment) {
  if (is_harmless(comment.text)) return std::string{comment.text};
  std::string spaces = " ";
  std::ranges::copy_if(comment.text, std::back_inserter(spaces), [](char c) { return c == '\n'; });
  return spaces;
}

/// Assembles tokens to pieces. Adds spaces so that what replaces a placeholder or a section never
/// touches the words around it.
class Builder {
 public:
  explicit Builder(const std::vector<SqlToken>& tokens) : tokens_(tokens) {
    if (std::ranges::all_of(tokens, [](const SqlToken& token) {
          return token.is_trivia() || token.kind == Kind::kEnd;
        })) {
      throw_sql_error("model.sql_empty", 1);
    }
    for (const SqlToken& token : tokens) add_token(token);
    if (section_) throw_sql_error("model.sql_open_section", section_line_);
    flush();
  }

  std::vector<SqlTemplate::Piece> pieces;
  std::map<std::string, SqlTemplate::Usage, std::less<>> placeholders;

 private:
  void add_token(const SqlToken& token) {
    if (ended_ && !token.is_trivia()) throw_sql_error("model.sql_second_statement", token.line);
    if (std::exchange(is_after_section_, false) && token.kind != Kind::kSpace) text_ += ' ';
    switch (token.kind) {
      case Kind::kPlaceholder:
        return add_placeholder(token);
      case Kind::kOpen:
        return open(token);
      case Kind::kClose:
        return close(token);
      case Kind::kEnd:
        ended_ = true;
        text_ += ' ';
        return;
      case Kind::kComment:
        text_ += kept(token);
        return;
      case Kind::kEscaped:
        text_ += with_doubled_quotes(token.text);
        return;
      case Kind::kSpace:
      case Kind::kHint:
      case Kind::kWord:
      case Kind::kQuoted:
      case Kind::kOther:
        text_ += token.text;
    }
  }

  void add_placeholder(const SqlToken& token) {
    const bool list = is_list(tokens_, token);
    auto& use = placeholders.try_emplace(std::string{token.text}, SqlTemplate::Usage{token.line})
                    .first->second;
    use.outside_section = use.outside_section || !section_;
    use.outside_list = use.outside_list || !list;
    use.in_section = use.in_section || section_;
    if (!text_.empty() && continues_sql_identifier(text_.back())) text_ += ' ';
    flush();
    append(SqlTemplate::Placeholder{std::string{token.text}, list, is_tested(tokens_, token)});
  }

  void open(const SqlToken& token) {
    if (section_) throw_sql_error("model.sql_nested_section", token.line);
    if (text_.empty() || !is_sql_space(text_.back())) text_ += ' ';
    flush();
    section_.emplace();
    section_line_ = token.line;
  }

  void close(const SqlToken& token) {
    if (!section_) throw_sql_error("model.sql_close_without_open", token.line);
    flush();
    if (std::ranges::none_of(section_->pieces, [](const Simple& piece) {
          return std::holds_alternative<SqlTemplate::Placeholder>(piece);
        })) {
      throw_sql_error("model.sql_empty_section", section_line_);
    }
    pieces.emplace_back(*std::exchange(section_, std::nullopt));
    is_after_section_ = true;
  }

  void flush() {
    if (!text_.empty()) append(SqlTemplate::Text{std::exchange(text_, {})});
  }

  template <class Piece>
  void append(Piece piece) {
    if (section_) {
      section_->pieces.emplace_back(std::move(piece));
    } else {
      pieces.emplace_back(std::move(piece));
    }
  }

  const std::vector<SqlToken>& tokens_;
  std::string text_;
  std::optional<SqlTemplate::OptionalSection> section_;
  std::size_t section_line_ = 1;
  bool is_after_section_ = false;
  bool ended_ = false;
};

/// SQL as one of the lexers reads it.
struct ParsedSql {
  ParsedSql(std::string_view sql, const SqlSyntax& syntax) : lexed(tokenize_sql(sql, syntax)) {
    try {
      failure = lexed.error;
      if (failure) return;
      Builder builder{lexed.tokens};
      pieces = std::move(builder.pieces);
      placeholders = std::move(builder.placeholders);
    } catch (const base::Error& error) {
      failure = error.user_message();
    }
  }

  /// Two failures are equal if they are at the same place; their messages depend on the lexer.
  [[nodiscard]] bool is_like(const ParsedSql& other) const {
    if (!failure || !other.failure) return !failure && !other.failure && pieces == other.pieces;
    return failure->arguments == other.failure->arguments;
  }

  SqlTokens lexed;
  std::optional<base::Message> failure;
  std::vector<SqlTemplate::Piece> pieces;
  std::map<std::string, SqlTemplate::Usage, std::less<>> placeholders;
};

[[noreturn]] void fail(const base::Message& message) {
  throw base::Error("read a data model's SQL: " + message.key, message);
}

}  // namespace

bool is_sql_difference(const base::Message& reason) { return reason.key.starts_with(kDiffers); }

SqlTemplate::SqlTemplate(std::string_view sql, SqlDialect dialect) {
  const SqlReadings readings = sql_readings(dialect);
  ParsedSql own(sql, readings.alike.front());
  for (std::size_t i = 1; i < readings.alike.size(); ++i) {
    const ParsedSql other(sql, readings.alike[i]);
    if (!own.is_like(other)) fail(sql_difference(sql, own.lexed, other.lexed));
  }
  if (own.failure) fail(*own.failure);
  for (const SqlSetting& setting : readings.by_setting) {
    if (!own.is_like(ParsedSql(sql, setting.syntax))) settings_.push_back(setting.name);
  }
  pieces_ = std::move(own.pieces);
  placeholders_ = std::move(own.placeholders);
}

}  // namespace model
