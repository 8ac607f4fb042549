#include "report/print/print_estimate.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "language/display_width.h"
#include "report/style/font_metrics.h"
#include "report/print/page_plan.h"
#include "report/style/text_layout.h"

namespace report {
namespace {

using language::Language;
using model::Type;

constexpr double kText = 24;  // digits, to which texts wrap on a full page
constexpr double kRowNumber = 6;
constexpr double kDate = 11;
constexpr double kDateTime = 17;

double width_of(std::string_view text, language::Weight weight) {
  return text_width(text, weight, language::Typeface::kArial);
}

/// The width of a title on three lines.
double title_width(std::string_view title) {
  constexpr int kLines = 3;
  double longest = 0;
  std::string_view rest = title;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    longest = std::max(longest, width_of(rest.substr(0, end), language::Weight::kBold));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::max(longest, width_of(title, language::Weight::kBold) / kLines + 2);
}

/// The usual width of values.
double value_width(const model::Column& column, Language language) {
  constexpr double kAmount = 11;  // 123,456.78 and room for a sign
  constexpr double kSign = 4;     // of a currency, after the amount
  constexpr double kShort = 8;    // counts, percentages, yes and no
  constexpr double kString = 16;  // names and codes
  switch (column.type) {
    case Type::kMoney:
      return column.currency_from.empty() ? kAmount : kAmount + kSign;
    case Type::kDecimal:
      return kAmount;
    case Type::kInteger:
    case Type::kPercent:
    case Type::kBoolean:
      return kShort;
    case Type::kString:
      return kString;
    case Type::kText:
    case Type::kUrl:
      return kText;
    case Type::kEnum: {
      double widest = kShort;
      for (const model::Choice& choice : column.choices) {
        widest = std::max(widest, width_of(choice.label.get(language), language::Weight::kRegular));
      }
      return std::min(widest, kText);
    }
    case Type::kDate:
    case Type::kTime:
    case Type::kDuration:
      return kDate;
    case Type::kDateTime:
      return kDateTime;
    case Type::kDateRange:
      break;
  }
  return 0;
}

std::size_t pages_wide(const model::DataModel& model, Language language) {
  std::vector<double> widths;
  if (model.layout.serial_numbers) widths.push_back(kRowNumber);
  for (const model::Column& column : model.columns) {
    const double title = title_width(column.title.get(language));
    widths.push_back(std::max(value_width(column, language), title) + kFilterPadding);
    if (column.hijri != model::HijriColumn::kNone)
      widths.push_back(std::max(kDate, title) + kFilterPadding);
  }
  if (widths.empty()) return 1;
  return PagePlan(model.layout, std::move(widths), 1).pages_wide();
}

}  // namespace

std::optional<base::Message> wide_print_warning(const model::DataModel& model) {
  const std::size_t pages =
      std::max(pages_wide(model, Language::kArabic), pages_wide(model, Language::kEnglish));
  if (pages == 1) return std::nullopt;
  const bool may_be_larger = model.layout.paper == model::Paper::kA4;
  return base::Message{may_be_larger ? "model.print_is_wide" : "model.print_is_wide_on_a3",
                       {{"pages", static_cast<std::int64_t>(pages)}}};
}

}  // namespace report
