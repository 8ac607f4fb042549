#include "model/sql_template.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "model/sql_difference.h"
#include "model/sql_lexer.h"
#include "model/sql_quotes.h"

namespace model {
namespace {

using Kind = SqlToken::Kind;
using Simple = std::variant<SqlTemplate::Text, SqlTemplate::Name>;

/// The nearest token before, or behind, that is no blank; null at an end.
const SqlToken* before(const std::vector<SqlToken>& tokens, const SqlToken* token) {
  while (token != nullptr && token != &tokens.front()) {
    if (!(--token)->is_blank()) return token;
  }
  return nullptr;
}

const SqlToken* behind(const std::vector<SqlToken>& tokens, const SqlToken* token) {
  while (token != &tokens.back()) {
    if (!(++token)->is_blank()) return token;
  }
  return nullptr;
}

/// `IN (:name)`.
bool is_list(const std::vector<SqlToken>& tokens, const SqlToken& name) {
  const SqlToken* close = behind(tokens, &name);
  const SqlToken* open = before(tokens, &name);
  const SqlToken* in = before(tokens, open);
  return close != nullptr && close->text == ")" && open != nullptr && open->text == "(" &&
         in != nullptr && in->kind == Kind::kWord && is_word(in->text, "in");
}

bool is_tested(const std::vector<SqlToken>& tokens, const SqlToken& name) {
  const SqlToken* next = behind(tokens, &name);
  return next != nullptr && next->kind == Kind::kWord && is_word(next->text, "is");
}

/// Whether no driver or proxy can take anything in a comment for SQL.
bool is_harmless(std::string_view comment) {
  constexpr std::string_view kSigns = "_.,=()+*/<>%&|~^-";
  return comment.starts_with("/*") && comment.find("--") == std::string_view::npos &&
         comment.find("/*", 2) == std::string_view::npos &&
         std::ranges::all_of(comment, [&](char c) {
           return is_sql_blank(c) || kSigns.find(c) != std::string_view::npos ||
                  (continues_sql_word(c) && c != '$' && static_cast<unsigned char>(c) < 0x80);
         });
}

std::string kept(const SqlToken& comment) {
  if (is_harmless(comment.text)) return std::string{comment.text};
  std::string blanks = " ";
  std::ranges::copy_if(comment.text, std::back_inserter(blanks), [](char c) { return c == '\n'; });
  return blanks;
}

/// Puts tokens together to pieces, those of a section among themselves. What a name or a section
/// becomes stays apart from the words around it.
class Builder {
 public:
  explicit Builder(const std::vector<SqlToken>& tokens) : tokens_(tokens) {
    if (std::ranges::all_of(tokens, [](const SqlToken& token) {
          return token.is_blank() || token.kind == Kind::kEnd;
        })) {
      throw_sql_fault("model.sql_empty", 1);
    }
    for (const SqlToken& token : tokens) take(token);
    if (section_) throw_sql_fault("model.sql_open_section", section_line_);
    flush();
  }

  std::vector<SqlTemplate::Piece> pieces;
  std::map<std::string, SqlTemplate::Use, std::less<>> names;

 private:
  void take(const SqlToken& token) {
    if (ended_ && !token.is_blank()) throw_sql_fault("model.sql_second_statement", token.line);
    if (std::exchange(is_behind_section_, false) && token.kind != Kind::kBlank) text_ += ' ';
    switch (token.kind) {
      case Kind::kName:
        return take_name(token);
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
      case Kind::kBlank:
      case Kind::kHint:
      case Kind::kWord:
      case Kind::kQuoted:
      case Kind::kOther:
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
    if (!text_.empty() && continues_sql_word(text_.back())) text_ += ' ';
    flush();
    put(SqlTemplate::Name{std::string{token.text}, list, is_tested(tokens_, token)});
  }

  void open(const SqlToken& token) {
    if (section_) throw_sql_fault("model.sql_nested_section", token.line);
    if (text_.empty() || !is_sql_blank(text_.back())) text_ += ' ';
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
    is_behind_section_ = true;
  }

  void flush() {
    if (!text_.empty()) put(SqlTemplate::Text{std::exchange(text_, {})});
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
  bool is_behind_section_ = false;
  bool ended_ = false;
};

/// A SQL text as one of the lexers reads it.
struct Reading {
  Reading(std::string_view sql, const SqlSyntax& syntax) : read(sql_tokens(sql, syntax)) {
    try {
      fault = read.fault;
      if (fault) return;
      Builder builder{read.tokens};
      pieces = std::move(builder.pieces);
      names = std::move(builder.names);
    } catch (const base::Error& error) {
      fault = error.user_message();
    }
  }

  /// Of two with errors the place counts, since what is said of it goes by the lexer.
  [[nodiscard]] bool is_like(const Reading& other) const {
    if (!fault || !other.fault) return !fault && !other.fault && pieces == other.pieces;
    return fault->arguments == other.fault->arguments;
  }

  SqlTokens read;
  std::optional<base::Message> fault;
  std::vector<SqlTemplate::Piece> pieces;
  std::map<std::string, SqlTemplate::Use, std::less<>> names;
};

[[noreturn]] void fail(const base::Message& message) {
  throw base::Error("read a data model's SQL: " + message.key, message);
}

}  // namespace

SqlTemplate::SqlTemplate(std::string_view sql, SqlDialect dialect) {
  const SqlReadings readings = sql_readings(dialect);
  Reading own(sql, readings.alike.front());
  for (std::size_t i = 1; i < readings.alike.size(); ++i) {
    const Reading other(sql, readings.alike[i]);
    if (!own.is_like(other)) fail(sql_difference(sql, own.read, other.read));
  }
  if (own.fault) fail(*own.fault);
  for (const SqlSetting& setting : readings.by_setting) {
    if (!own.is_like(Reading(sql, setting.syntax))) settings_.push_back(setting.name);
  }
  pieces_ = std::move(own.pieces);
  names_ = std::move(own.names);
}

}  // namespace model
