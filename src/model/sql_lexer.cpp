#include "model/sql_lexer.h"

#include <algorithm>
#include <string>

#include "base/error.h"

namespace model {
namespace {

using Kind = SqlToken::Kind;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) { return starts_word(c) || is_digit(c) || c == '$'; }

class Lexer {
 public:
  explicit Lexer(std::string_view sql) : sql_(sql) {}

  std::vector<SqlToken> tokens() {
    while (at_ < sql_.size()) {
      const std::size_t begin = at_;
      const Kind kind = next();
      const std::string_view text = sql_.substr(begin, at_ - begin);
      tokens_.push_back({kind, kind == Kind::kName ? text.substr(1) : text, line_});
      line_ += static_cast<std::size_t>(std::ranges::count(text, '\n'));
    }
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool is_next(std::string_view text) const {
    return sql_.substr(at_).starts_with(text);
  }

  /// Steps over the next token.
  Kind next() {
    const char c = peek();
    if (is_blank(c)) return blank();
    if (is_next("--")) return line_comment();
    if (is_next("/*")) return block_comment();
    if (starts_word(c)) return word();
    if (is_digit(c)) return number();
    if (c == '\'') return quoted('\'', is_escape_prefix());
    if (c == '"' || c == '`') return quoted(c, false);
    if (c == '[' || c == ']') return bracket();
    if (c == '$') return dollar();
    if (c == ':') return colon();
    if (c == '?' || (c == '@' && starts_word(peek(1)))) {
      throw_sql_fault("model.sql_other_placeholder", line_);
    }
    ++at_;
    return c == ';' ? Kind::kEnd : Kind::kOther;
  }

  Kind blank() {
    while (is_blank(peek())) ++at_;
    return Kind::kBlank;
  }

  Kind line_comment() {
    at_ = std::min(sql_.find('\n', at_), sql_.size());
    return Kind::kBlank;
  }

  /// Comments nest in PostgreSQL and do not in SQLite: what would differ is refused.
  Kind block_comment() {
    const std::size_t end = sql_.find("*/", at_ + 2);
    if (end == std::string_view::npos) throw_sql_fault("model.sql_open_comment", line_);
    if (sql_.substr(at_ + 2, end - at_ - 2).find("/*") != std::string_view::npos) {
      throw_sql_fault("model.sql_nested_comment", line_);
    }
    at_ = end + 2;
    return Kind::kBlank;
  }

  Kind word() {
    while (continues_word(peek())) ++at_;
    return Kind::kWord;
  }

  Kind number() {
    while (continues_word(peek()) || peek() == '.') ++at_;
    return Kind::kOther;
  }

  [[nodiscard]] bool is_escape_prefix() const {
    return !tokens_.empty() && (tokens_.back().text == "E" || tokens_.back().text == "e");
  }

  Kind quoted(char quote, bool has_escapes) {
    for (++at_; at_ < sql_.size(); ++at_) {
      if (has_escapes && peek() == '\\') {
        ++at_;
      } else if (peek() == quote && peek(1) == quote) {
        ++at_;
      } else if (peek() == quote) {
        ++at_;
        return Kind::kOther;
      }
    }
    throw_sql_fault("model.sql_open_quote", line_);
  }

  /// "$tag$ ... $tag$".
  Kind dollar() {
    std::size_t end = at_ + 1;
    while (end < sql_.size() && continues_word(sql_[end]) && sql_[end] != '$') ++end;
    if (end >= sql_.size() || sql_[end] != '$' || is_digit(peek(1))) {
      throw_sql_fault("model.sql_other_placeholder", line_);
    }
    const std::string_view tag = sql_.substr(at_, end + 1 - at_);
    const std::size_t close = sql_.find(tag, end + 1);
    if (close == std::string_view::npos) throw_sql_fault("model.sql_open_quote", line_);
    at_ = close + tag.size();
    return Kind::kOther;
  }

  Kind colon() {
    if (is_next("::") || is_next(":=")) {
      at_ += 2;
      return Kind::kOther;
    }
    ++at_;
    if (!starts_word(peek())) {
      if (is_digit(peek()) && subscripts_ == 0) {
        throw_sql_fault("model.sql_other_placeholder", line_);
      }
      return Kind::kOther;
    }
    while (continues_word(peek())) ++at_;
    return Kind::kName;
  }

  Kind bracket() {
    if (peek() == ']') return closing_bracket();
    if (subscripts_ > 0 || follows_name()) {
      ++subscripts_;
      ++at_;
      return Kind::kOther;
    }
    if (is_next("[[")) {
      at_ += 2;
      return Kind::kOpen;
    }
    const std::size_t end = sql_.find(']', at_);
    if (end == std::string_view::npos) throw_sql_fault("model.sql_open_quote", line_);
    at_ = end + 1;
    return Kind::kOther;
  }

  Kind closing_bracket() {
    if (subscripts_ > 0) {
      --subscripts_;
      ++at_;
      return Kind::kOther;
    }
    if (!is_next("]]")) throw_sql_fault("model.sql_close_without_open", line_);
    at_ += 2;
    return Kind::kClose;
  }

  /// Whether the bracket stands right behind a name, a closing bracket or parenthesis.
  [[nodiscard]] bool follows_name() const {
    if (tokens_.empty()) return false;
    const SqlToken& last = tokens_.back();
    if (last.kind == Kind::kWord || last.kind == Kind::kName) return true;
    const char c = last.text.back();
    return last.kind == Kind::kOther && (c == ')' || c == ']' || c == '"');
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t subscripts_ = 0;  // that are open
  std::vector<SqlToken> tokens_;
};

}  // namespace

std::vector<SqlToken> sql_tokens(std::string_view sql) { return Lexer{sql}.tokens(); }

void throw_sql_fault(const char* key, std::size_t line) {
  throw base::Error("read a data model's SQL, line " + std::to_string(line),
                    base::Phrase{key, {{"line", static_cast<std::int64_t>(line)}}});
}

}  // namespace model
