#include "model/reader/column_reader.h"

#include "language/currency.h"
#include "model/choice_reader.h"
#include "model/highlight_reader.h"
#include "model/reader/key.h"

namespace model {
namespace {

language::Localized read_from(const JsonReader& node) {
  const language::Localized from = node.localized();
  if (!is_result_column(from.en) || !is_result_column(from.ar)) {
    node.add_error(base::Message{"model.not_result_column"});
  }
  return from;
}

/// False where what is written is no type.
bool read_type(JsonObjectReader& members, Column& column) {
  const auto node = members.require("type");
  const auto type = node ? node->parse_enum(types().first(types().size() - 1)) : std::nullopt;
  column.type = type.value_or(Type::kString);
  return !node || type.has_value();
}

void read_names(JsonObjectReader& members, Column& column) {
  if (const auto node = members.require("key")) {
    column.key = node->text().value_or("");
    if (!is_key(column.key)) node->add_error(base::Message{"model.not_key"});
  }
  column.title = members.title("title", column.key);
  column.from = {column.key, column.key};
  if (const auto node = members.find("from")) column.from = read_from(*node);
}

/// "SAR", or `{"from": "currency_code"}`.
void read_currency(const JsonReader& node, Column& column) {
  if (node.value().members() == nullptr) {
    column.currency = node.text().value_or("");
    if (!language::is_currency(column.currency))
      node.add_error(base::Message{"model.not_currency"});
    return;
  }
  JsonObjectReader members{node};
  if (const auto from = members.require("from")) {
    column.currency_from = from->text().value_or("");
    if (!is_result_column(column.currency_from)) {
      from->add_error(base::Message{"model.not_result_column"});
    }
  }
  members.reject_unknown_members();
}

void read_money(JsonObjectReader& members, Column& column) {
  const bool is_money = column.type == Type::kMoney;
  if (const auto node = members.find("currency")) {
    read_currency(*node, column);
    if (!is_money) node->add_error(base::Message{"model.not_for_this_type"});
  }
  if (const auto node = members.find("minor")) {
    column.minor = node->boolean().value_or(false);
    if (!is_money) node->add_error(base::Message{"model.not_for_this_type"});
    const bool has_currency = !column.currency.empty() || !column.currency_from.empty();
    if (column.minor && !has_currency)
      node->add_warning(base::Message{"model.minor_without_currency"});
  }
}

/// How its numbers are printed.
void read_number(JsonObjectReader& members, Column& column) {
  if (const auto node = members.find("decimals")) {
    const auto decimals = node->integer(0, Column::kMaxDecimals);
    if (decimals) column.decimals = static_cast<int>(*decimals);
    if (!has_decimals(column.type)) node->add_error(base::Message{"model.not_for_this_type"});
  }
  if (const auto node = members.find("grouping")) {
    column.grouping = node->boolean().value_or(true);
    if (column.type != Type::kInteger) node->add_error(base::Message{"model.not_for_this_type"});
  }
}

/// What adds up has all totals, points in time have an earliest and a latest, all else is counted.
bool fits(Aggregate total, Type type) {
  const bool is_measure = is_number(type) || type == Type::kDuration;
  switch (total) {
    case Aggregate::kNone:
    case Aggregate::kCount:
      return true;
    case Aggregate::kMin:
    case Aggregate::kMax:
      return is_ordered(type);
    default:
      return is_measure;
  }
}

void read_total(const JsonReader& node, Column& column) {
  column.aggregate = node.parse_enum<Aggregate>(aggregates()).value_or(Aggregate::kNone);
  if (!fits(column.aggregate, column.type))
    node.add_error(base::Message{"model.not_for_this_type"});
}

}  // namespace

Column read_column(const JsonReader& node) {
  JsonObjectReader members{node};
  Column column;
  read_names(members, column);
  const bool is_typed = read_type(members, column);
  const std::size_t errors_before = node.diagnostics().errors.size();
  read_money(members, column);
  read_number(members, column);
  if (const auto hijri = members.find("hijri")) {
    column.hijri = hijri->boolean().value_or(false);
    if (column.type != Type::kDate && column.type != Type::kDateTime) {
      hijri->add_error(base::Message{"model.not_for_this_type"});
    }
  }
  if (const auto total = members.find("total")) read_total(*total, column);
  if (const auto values = members.find("values")) {
    if (column.type != Type::kEnum) values->add_error(base::Message{"model.not_for_this_type"});
    column.choices = read_choices(*values);
  }
  if (const auto highlights = members.find("highlights")) {
    column.highlights = read_highlights(*highlights, column.type);
  }
  if (!is_typed) node.diagnostics().errors.resize(errors_before);  // they go by the type
  members.reject_unknown_members();
  return column;
}

}  // namespace model
