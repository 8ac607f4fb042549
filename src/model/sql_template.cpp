#include "model/sql_template.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "model/sql_lexer.h"

namespace model {
namespace {

using Kind = SqlToken::Kind;
using Simple = std::variant<SqlTemplate::Text, SqlTemplate::Name>;

bool is_blank(const SqlToken& token) { return token.kind == Kind::kBlank; }

bool is_in(std::string_view word) {
  return word.size() == 2 && (word[0] == 'I' || word[0] == 'i') &&
         (word[1] == 'N' || word[1] == 'n');
}

/// The nearest token before, or behind, that is no blank; null at an end.
const SqlToken* before(const std::vector<SqlToken>& tokens, const SqlToken* token) {
  while (token != nullptr && token != &tokens.front()) {
    if (!is_blank(*--token)) return token;
  }
  return nullptr;
}

const SqlToken* behind(const std::vector<SqlToken>& tokens, const SqlToken* token) {
  while (token != &tokens.back()) {
    if (!is_blank(*++token)) return token;
  }
  return nullptr;
}

/// `IN (:name)`.
bool is_list(const std::vector<SqlToken>& tokens, const SqlToken& name) {
  const SqlToken* close = behind(tokens, &name);
  const SqlToken* open = before(tokens, &name);
  const SqlToken* in = before(tokens, open);
  return close != nullptr && close->text == ")" && open != nullptr && open->text == "(" &&
         in != nullptr && is_in(in->text);
}

/// Puts tokens together to pieces, those of a section among themselves.
class Builder {
 public:
  explicit Builder(const std::vector<SqlToken>& tokens) : tokens_(tokens) {
    for (const SqlToken& token : tokens) take(token);
    if (section_) throw_sql_fault("model.sql_open_section", section_line_);
    flush();
  }

  std::vector<SqlTemplate::Piece> pieces;
  std::map<std::string, SqlTemplate::Use, std::less<>> names;

 private:
  void take(const SqlToken& token) {
    if (ended_ && !is_blank(token)) throw_sql_fault("model.sql_second_statement", token.line);
    switch (token.kind) {
      case Kind::kName:
        return take_name(token);
      case Kind::kOpen:
        return open(token);
      case Kind::kClose:
        return close(token);
      case Kind::kEnd:
        ended_ = true;
        return;
      case Kind::kBlank:
        text_ += token.text.starts_with('-') || token.text.starts_with('/') ? " " : token.text;
        return;
      default:
        text_ += token.text;
    }
  }

  void take_name(const SqlToken& token) {
    const bool list = is_list(tokens_, token);
    auto& use =
        names.try_emplace(std::string{token.text}, SqlTemplate::Use{token.line}).first->second;
    use.outside_section = use.outside_section || !section_;
    use.outside_list = use.outside_list || !list;
    use.in_section = use.in_section || section_;
    add(SqlTemplate::Name{std::string{token.text}, list});
  }

  void open(const SqlToken& token) {
    if (section_) throw_sql_fault("model.sql_nested_section", token.line);
    flush();
    section_.emplace();
    section_line_ = token.line;
  }

  void close(const SqlToken& token) {
    if (!section_) throw_sql_fault("model.sql_close_without_open", token.line);
    flush();
    if (std::ranges::none_of(section_->pieces, [](const Simple& piece) {
          return std::holds_alternative<SqlTemplate::Name>(piece);
        })) {
      throw_sql_fault("model.sql_empty_section", section_line_);
    }
    pieces.emplace_back(*std::exchange(section_, std::nullopt));
  }

  void flush() {
    if (!text_.empty()) put(SqlTemplate::Text{std::exchange(text_, {})});
  }

  void add(SqlTemplate::Name name) {
    flush();
    put(std::move(name));
  }

  template <class Piece>
  void put(Piece piece) {
    if (section_) {
      section_->pieces.emplace_back(std::move(piece));
    } else {
      pieces.emplace_back(std::move(piece));
    }
  }

  const std::vector<SqlToken>& tokens_;
  std::string text_;
  std::optional<SqlTemplate::Section> section_;
  std::size_t section_line_ = 1;
  bool ended_ = false;
};

}  // namespace

SqlTemplate::SqlTemplate(std::string_view sql) {
  const std::vector<SqlToken> tokens = sql_tokens(sql);
  if (std::ranges::all_of(tokens, [](const SqlToken& token) {
        return is_blank(token) || token.kind == Kind::kEnd;
      })) {
    throw_sql_fault("model.sql_empty", 1);
  }
  Builder builder{tokens};
  pieces_ = std::move(builder.pieces);
  names_ = std::move(builder.names);
}

}  // namespace model
