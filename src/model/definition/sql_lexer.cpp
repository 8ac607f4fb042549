#include "model/definition/sql_lexer.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "base/error.h"
#include "model/definition/sql_quotes.h"

namespace model {
namespace {

using Kind = SqlToken::Kind;

/// Keywords that an operand may follow, so that a colon there begins a placeholder.
bool precedes_operand(std::string_view word) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"all",      "and",      "any",     "asymmetric", "at",        "between",   "by",    "case",
       "contains", "distinct", "div",     "else",       "escape",    "except",    "fetch", "first",
       "from",     "having",   "ilike",   "in",         "interval",  "intersect", "is",    "like",
       "limit",    "mod",      "next",    "not",        "offset",    "on",        "or",    "regexp",
       "rlike",    "select",   "similar", "some",       "symmetric", "then",      "to",    "top",
       "union",    "values",   "when",    "where",      "xor",       "zone"});
  return std::ranges::any_of(kWords,
                             [&](std::string_view known) { return is_keyword(word, known); });
}

/// Whether the token ends an operand, which no other operand may follow.
bool ends_operand(const SqlToken& token) {
  const char last = token.text.back();
  switch (token.kind) {
    case Kind::kPlaceholder:
    case Kind::kQuoted:
    case Kind::kEscaped:
      return true;
    case Kind::kWord:
      return !precedes_operand(token.text);
    case Kind::kOther:
      return last == ')' || last == ']' || continues_sql_identifier(last);
    case Kind::kSpace:
    case Kind::kComment:
    case Kind::kHint:
    case Kind::kOpen:
    case Kind::kClose:
    case Kind::kEnd:
      return false;
  }
  return false;
}

class Lexer {
 public:
  Lexer(std::string_view sql, const SqlSyntax& syntax) : sql_(sql), syntax_(syntax) {}

  SqlTokens run() {
    try {
      while (at_ < sql_.size()) {
        const std::size_t begin = at_;
        const Kind kind = next();
        add(kind, sql_.substr(begin, at_ - begin));
      }
      if (executable_) throw_sql_error("model.sql_open_comment", executable_line_);
    } catch (const base::Error& error) {
      return {std::move(tokens_), error.user_message()};
    }
    return {std::move(tokens_), std::nullopt};
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool is_next(std::string_view text) const {
    return sql_.substr(at_).starts_with(text);
  }
  [[noreturn]] void fail(const char* key) const { throw_sql_error(key, line_); }

  void add(Kind kind, std::string_view text) {
    tokens_.push_back({kind, kind == Kind::kPlaceholder ? text.substr(1) : text, line_});
    line_ += static_cast<std::size_t>(std::ranges::count(text, '\n'));
    // A database that skips an executable comment ignores quotes in it.
    const bool has_bounds =
        text.find("*/") != std::string_view::npos || text.find("/*") != std::string_view::npos;
    const bool is_quoted = kind == Kind::kQuoted || kind == Kind::kEscaped;
    if (executable_ && is_quoted && has_bounds) {
      throw_sql_error("model.sql_nested_comment", tokens_.back().line);
    }
  }

  /// Consumes the next token.
  Kind next() {
    const char c = peek();
    if (is_sql_space(c)) return space();
    if (is_line_comment()) return line_comment();
    if (is_next("/*")) return block_comment();
    if (executable_ && is_next("*/")) return end_of_executable();
    if (starts_sql_identifier(c)) return word();
    if (is_sql_digit(c)) return number();
    switch (c) {
      case '\'':
        return text();
      case '"':
        return quoted_at(syntax_.has_backslash_in_double_quotes);
      case '`':
        return syntax_.has_backticks ? quoted_at(false) : symbol();
      case '[':
        return bracket();
      case ']':
        return closing_bracket();
      case '(':
      case ')':
        return parenthesis();
      case '$':
        return dollar();
      case ':':
        return colon();
      case '@':
        return at();
      case '?':
        return question();
      case ';':
        ++at_;
        return Kind::kEnd;
      default:
        return symbol();
    }
  }

  Kind symbol() {
    ++at_;
    return Kind::kOther;
  }

  Kind space() {
    while (is_sql_space(peek())) ++at_;
    return Kind::kSpace;
  }

  [[nodiscard]] bool is_line_comment() const {
    if (peek() == '#') return syntax_.has_hash_comments;
    if (!is_next("--")) return false;
    const auto next = static_cast<unsigned char>(peek(2));
    return !syntax_.dashes_need_space || next <= ' ' || next == 0x7F;
  }

  /// A lone carriage return ends a comment in PostgreSQL, but not in SQLite.
  Kind line_comment() {
    const bool is_hint = syntax_.has_line_hints && is_next("--+");
    const std::size_t end = std::min(sql_.find('\n', at_), sql_.size());
    std::string_view comment = sql_.substr(at_, end - at_);
    if (comment.ends_with('\r')) comment.remove_suffix(1);
    if (comment.find('\r') != std::string_view::npos) fail("model.sql_lone_return");
    if (executable_ && comment.find("*/") != std::string_view::npos) {
      fail("model.sql_nested_comment");
    }
    at_ += comment.size();
    return is_hint ? Kind::kHint : Kind::kComment;
  }

  Kind block_comment() {
    if (is_executable()) return beginning_of_executable();
    const bool is_hint = is_next("/*+");
    at_ = end_of_comment();
    return is_hint ? Kind::kHint : Kind::kComment;
  }

  [[nodiscard]] std::size_t end_of_comment() const {
    const auto nesting = executable_ ? SqlSyntax::Nesting::kRefused : syntax_.nesting;
    std::size_t at = at_ + 2;
    for (std::size_t depth = 1; depth > 0; at += 2) {
      const std::size_t end = sql_.find("*/", at);
      if (end == std::string_view::npos) fail("model.sql_open_comment");
      const std::size_t inner = sql_.find("/*", at);
      const bool is_inner = inner < end && nesting != SqlSyntax::Nesting::kIgnored;
      if (is_inner && nesting == SqlSyntax::Nesting::kRefused) fail("model.sql_nested_comment");
      is_inner ? ++depth : --depth;
      at = is_inner ? inner : end;
    }
    return at;
  }

  [[nodiscard]] bool is_executable() const {
    switch (syntax_.executable) {
      case SqlSyntax::Executable::kNone:
        return false;
      case SqlSyntax::Executable::kMySql:
        return is_next("/*!");
      case SqlSyntax::Executable::kMariaDb:
        return is_next("/*!") || is_next("/*M!");
    }
    return false;
  }

  /// With the server version from which it is SQL.
  Kind beginning_of_executable() {
    constexpr std::size_t kVersion = 6;
    if (executable_) fail("model.sql_nested_comment");
    executable_ = true;
    executable_line_ = line_;
    at_ += is_next("/*!") ? 3 : 4;
    for (std::size_t i = 0; i < kVersion && is_sql_digit(peek()); ++i) ++at_;
    return Kind::kOther;
  }
  Kind end_of_executable() {
    executable_ = false;
    at_ += 2;
    return Kind::kOther;
  }

  [[nodiscard]] bool continues_word(char c) const {
    return continues_sql_identifier(c) ||
           syntax_.identifier_symbols.find(c) != std::string_view::npos;
  }
  Kind word() {
    while (continues_word(peek())) ++at_;
    return Kind::kWord;
  }
  Kind number() {
    while (starts_sql_identifier(peek()) || is_sql_digit(peek()) || peek() == '.') ++at_;
    return Kind::kOther;
  }

  /// Consumes a quoted text.
  Kind quoted(std::size_t end, bool has_backslash = false) {
    if (end == std::string_view::npos) fail("model.sql_open_quote");
    at_ = end;
    return has_backslash && syntax_.doubles_quotes ? Kind::kEscaped : Kind::kQuoted;
  }
  Kind quoted_at(bool has_backslash) {
    return quoted(end_of_quoted(sql_, at_, has_backslash), has_backslash);
  }

  /// `'...'`, or what the word directly before it makes of it: E'...', q'[...]'.
  Kind text() {
    const bool has_prefix = !tokens_.empty() && tokens_.back().kind == Kind::kWord;
    const std::string_view prefix = has_prefix ? tokens_.back().text : std::string_view{};
    if (syntax_.has_q_quotes && (is_keyword(prefix, "q") || is_keyword(prefix, "nq"))) {
      return quoted(end_of_q_quoted(sql_, at_));
    }
    if (syntax_.has_escape_strings && is_keyword(prefix, "e")) {
      return quoted(end_of_escape_string(sql_, at_), true);
    }
    return quoted_at(syntax_.has_backslash);
  }

  Kind dollar() {
    if (syntax_.dollar == SqlSyntax::Dollar::kPlain) return symbol();
    const std::size_t end = end_of_dollar_quoted(sql_, at_);
    if (syntax_.dollar == SqlSyntax::Dollar::kPlaceholder || end == at_) {
      fail("model.sql_other_placeholder");
    }
    return quoted(end);
  }

  Kind question() {
    switch (syntax_.question) {
      case SqlSyntax::Question::kOperator:
        return symbol();
      case SqlSyntax::Question::kPlaceholder:
        fail("model.sql_other_placeholder");
      case SqlSyntax::Question::kPlaceholderOrOperator:
        fail("model.sql_question_mark");
    }
    return symbol();
  }

  Kind at() {
    const bool is_named = continues_sql_identifier(peek(1));
    const bool is_link = !tokens_.empty() && (tokens_.back().kind == Kind::kWord ||
                                              tokens_.back().kind == Kind::kQuoted);
    switch (syntax_.at) {
      case SqlSyntax::At::kPlain:
        return symbol();
      case SqlSyntax::At::kPlaceholder:
        break;
      case SqlSyntax::At::kSystem:
        if (!is_next("@@")) break;
        at_ += 2;
        return Kind::kOther;
      case SqlSyntax::At::kLink:
        if (is_link) return symbol();
        break;
    }
    if (is_named) fail("model.sql_other_placeholder");
    return symbol();
  }

  Kind colon() {
    if (is_next("::") || is_next(":=")) {
      at_ += 2;
      return Kind::kOther;
    }
    const bool is_adjacent = !tokens_.empty() && ends_operand(tokens_.back());
    const bool is_separator = separates();
    ++at_;
    if (is_separator || !continues_sql_identifier(peek())) return Kind::kOther;
    if (!starts_sql_identifier(peek())) fail("model.sql_other_placeholder");
    if (is_adjacent) fail("model.sql_ambiguous_colon");
    while (continues_sql_identifier(peek())) ++at_;
    return Kind::kPlaceholder;
  }

  /// Whether a colon separates two operands: after a literal or a quoted name, as in
  /// `JSON_OBJECT('key':value)`, and in brackets, as in `a[1:n]`.
  [[nodiscard]] bool separates() const {
    const SqlToken* last = last_token();
    if (last == nullptr) return false;
    if (last->kind == Kind::kQuoted || last->kind == Kind::kEscaped) return true;
    if (!is_in_brackets()) return false;
    return ends_operand(*last) || (last->text == "[" && is_sql_digit(peek(1)));
  }

  /// The last token that is not trivia; null at the beginning.
  [[nodiscard]] const SqlToken* last_token() const {
    const auto last = std::find_if(tokens_.rbegin(), tokens_.rend(),
                                   [](const SqlToken& token) { return !token.is_trivia(); });
    return last == tokens_.rend() ? nullptr : &*last;
  }

  [[nodiscard]] bool is_in_brackets() const { return !nesting_.empty() && nesting_.back() == '['; }

  Kind parenthesis() {
    if (peek() == '(') {
      nesting_ += '(';
    } else if (!nesting_.empty() && nesting_.back() == '(') {
      nesting_.pop_back();
    }
    return symbol();
  }

  /// Two brackets open an optional section, except in an array of arrays.
  Kind bracket() {
    const bool is_array = is_in_brackets() || is_behind_array();
    if (is_next("[[") && !is_array) {
      at_ += 2;
      return Kind::kOpen;
    }
    const bool is_doubled = syntax_.brackets == SqlSyntax::Brackets::kDoubledNames;
    if (is_doubled || syntax_.brackets == SqlSyntax::Brackets::kNames) {
      return quoted(end_of_bracketed(sql_, at_, is_doubled));
    }
    nesting_ += '[';
    return symbol();
  }

  [[nodiscard]] bool is_behind_array() const {
    if (syntax_.brackets != SqlSyntax::Brackets::kSubscripts) return false;
    const SqlToken* last = last_token();
    return last != nullptr && last->kind == Kind::kWord && is_keyword(last->text, "array");
  }

  Kind closing_bracket() {
    if (is_in_brackets()) {
      nesting_.pop_back();
      return symbol();
    }
    if (!is_next("]]")) fail("model.sql_close_without_open");
    at_ += 2;
    return Kind::kClose;
  }

  std::string_view sql_;
  const SqlSyntax& syntax_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool executable_ = false;  // inside a comment that the database runs
  std::size_t executable_line_ = 1;
  std::string nesting_;  // the open parentheses and brackets
  std::vector<SqlToken> tokens_;
};

}  // namespace

SqlTokens tokenize_sql(std::string_view sql, const SqlSyntax& syntax) {
  return Lexer{sql, syntax}.run();
}

bool is_keyword(std::string_view word, std::string_view small) {
  return base::equal_ignoring_case(word, small);
}

void throw_sql_error(const char* key, std::size_t line) {
  throw base::Error("read a data model's SQL, line " + std::to_string(line),
                    base::Message{key, {{"line", static_cast<std::int64_t>(line)}}});
}

}  // namespace model
