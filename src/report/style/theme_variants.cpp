#include "report/style/text_layout.h"
#include "report/style/theme.h"

namespace report {

using workbook::Horizontal;
using workbook::ReadingOrder;
using workbook::Style;

workbook::StyleId Theme::in_direction_of(std::string_view text, workbook::StyleId style) const {
  if (!is_opposite_direction(text, language::is_right_to_left(language_))) return style;
  Style its = workbook_.style(style);
  its.color.blue ^= 1;  // for LibreOffice, as in make_styles()
  its.reading_order = language::is_right_to_left(language_) ? ReadingOrder::kLeftToRight
                                                            : ReadingOrder::kRightToLeft;
  return workbook_.style(its);
}

workbook::StyleId Theme::wrapped(workbook::StyleId style) const {
  Style its = workbook_.style(style);
  its.wrap = true;
  return workbook_.style(its);
}

workbook::StyleId Theme::across(workbook::StyleId style) const {
  Style its = workbook_.style(style);
  its.horizontal = Horizontal::kCenterAcross;
  its.wrap = false;
  return workbook_.style(its);
}

workbook::StyleId Theme::check_figure(workbook::StyleId figure) const {
  Style its = check_of(workbook_.style(figure));
  its.bold = true;
  return workbook_.style(its);
}

workbook::StyleId Theme::fact_figure(workbook::StyleId figure) const {
  Style its = start_aligned(workbook_.style(figure));
  its.vertical = workbook_.style(fact.plain).vertical;
  its.indent = 1;
  return workbook_.style(its);
}

workbook::TextStyles Theme::invalid(const workbook::TextStyles& styles) const {
  const workbook::ConditionalStyle bad = Palette::highlight(model::Highlight::Tone::kBad);
  const auto marked = [&](workbook::StyleId style) {
    Style its = workbook_.style(style);
    its.fill = bad.fill;
    for (workbook::Border* border : {&its.top, &its.bottom, &its.left, &its.right}) {
      *border = {workbook::Line::kMedium, *bad.outline};
    }
    return workbook_.style(its);
  };
  return {marked(styles.plain), marked(styles.verbatim)};
}

}  // namespace report
