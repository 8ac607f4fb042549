#include "model/column_reader.h"

#include "language/currency.h"
#include "model/choice_reader.h"
#include "model/highlight_reader.h"
#include "model/key.h"

namespace model {
namespace {

language::Localized read_from(const Node& node) {
  const language::Localized from = node.localized();
  if (!is_result_column(from.en) || !is_result_column(from.ar)) {
    node.fault(base::Message{"model.not_result_column"});
  }
  return from;
}

/// False where what is written is no type.
bool read_type(Members& members, Column& column) {
  const auto node = members.require("type");
  const auto type = node ? node->one_of(types().first(types().size() - 1)) : std::nullopt;
  column.type = type.value_or(Type::kString);
  return !node || type.has_value();
}

void read_names(Members& members, Column& column) {
  if (const auto node = members.require("key")) {
    column.key = node->text().value_or("");
    if (!is_key(column.key)) node->fault(base::Message{"model.not_key"});
  }
  column.title = members.title("title", column.key);
  column.from = {column.key, column.key};
  if (const auto node = members.find("from")) column.from = read_from(*node);
}

/// "SAR", or `{"from": "currency_code"}`.
void read_currency(const Node& node, Column& column) {
  if (node.value().members() == nullptr) {
    column.currency = node.text().value_or("");
    if (!language::is_currency(column.currency)) node.fault(base::Message{"model.not_currency"});
    return;
  }
  Members members{node};
  if (const auto from = members.require("from")) {
    column.currency_from = from->text().value_or("");
    if (!is_result_column(column.currency_from)) {
      from->fault(base::Message{"model.not_result_column"});
    }
  }
  members.refuse_unknown();
}

void read_money(Members& members, Column& column) {
  const bool is_money = column.type == Type::kMoney;
  if (const auto node = members.find("currency")) {
    read_currency(*node, column);
    if (!is_money) node->fault(base::Message{"model.not_for_this_type"});
  }
  if (const auto node = members.find("minor")) {
    column.minor = node->boolean().value_or(false);
    if (!is_money) node->fault(base::Message{"model.not_for_this_type"});
    const bool has_currency = !column.currency.empty() || !column.currency_from.empty();
    if (column.minor && !has_currency) node->warn(base::Message{"model.minor_without_currency"});
  }
}

/// How its numbers are printed.
void read_number(Members& members, Column& column) {
  if (const auto node = members.find("decimals")) {
    const auto decimals = node->integer(0, Column::kMaxDecimals);
    if (decimals) column.decimals = static_cast<int>(*decimals);
    if (!has_decimals(column.type)) node->fault(base::Message{"model.not_for_this_type"});
  }
  if (const auto node = members.find("grouping")) {
    column.grouping = node->boolean().value_or(true);
    if (column.type != Type::kInteger) node->fault(base::Message{"model.not_for_this_type"});
  }
}

/// What adds up has all totals, points in time have an earliest and a latest, all else is counted.
bool fits(Total total, Type type) {
  const bool is_measure = is_number(type) || type == Type::kDuration;
  switch (total) {
    case Total::kNone:
    case Total::kCount:
      return true;
    case Total::kMin:
    case Total::kMax:
      return is_ordered(type);
    default:
      return is_measure;
  }
}

void read_total(const Node& node, Column& column) {
  column.total = node.one_of<Total>(totals()).value_or(Total::kNone);
  if (!fits(column.total, column.type)) node.fault(base::Message{"model.not_for_this_type"});
}

}  // namespace

Column read_column(const Node& node) {
  Members members{node};
  Column column;
  read_names(members, column);
  const bool is_typed = read_type(members, column);
  const std::size_t errors_before = node.diagnostics().errors.size();
  read_money(members, column);
  read_number(members, column);
  if (const auto hijri = members.find("hijri")) {
    column.hijri = hijri->boolean().value_or(false);
    if (column.type != Type::kDate && column.type != Type::kDateTime) {
      hijri->fault(base::Message{"model.not_for_this_type"});
    }
  }
  if (const auto total = members.find("total")) read_total(*total, column);
  if (const auto values = members.find("values")) {
    if (column.type != Type::kEnum) values->fault(base::Message{"model.not_for_this_type"});
    column.choices = read_choices(*values);
  }
  if (const auto highlights = members.find("highlights")) {
    column.highlights = read_highlights(*highlights, column.type);
  }
  if (!is_typed) node.diagnostics().errors.resize(errors_before);  // they go by the type
  members.refuse_unknown();
  return column;
}

}  // namespace model
