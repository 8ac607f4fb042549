// The part of ReportText that says how a report is limited.

#include <algorithm>

#include "report/report_text.h"

namespace report {
namespace {

using base::Message;

/// Whether it is about the title and the details of an instance alone.
bool is_about_instance(const model::SheetPerInstance& sheets, const model::Condition& condition) {
  return condition.field == sheets.title ||
         std::ranges::find(sheets.details, condition.field) != sheets.details.end();
}

bool is_about_instance(const model::SheetPerInstance& sheets, const model::Filter& filter) {
  const auto is_it = [&](const auto& part) { return is_about_instance(sheets, part); };
  return std::ranges::all_of(filter.conditions, is_it) && std::ranges::all_of(filter.parts, is_it);
}

/// Removes what is about the instance, where the rest means the same without it.
void remove_conditions(const model::SheetPerInstance& sheets, model::Filter& filter) {
  if (filter.join == model::Filter::Join::kOr && !is_about_instance(sheets, filter)) return;
  const auto is_it = [&](const auto& part) { return is_about_instance(sheets, part); };
  std::erase_if(filter.conditions, is_it);
  std::erase_if(filter.parts, is_it);
  for (model::Filter& part : filter.parts) remove_conditions(sheets, part);
}

}  // namespace

std::vector<std::string> ReportText::format_filter(const model::Filter& filter,
                                                   const model::DataModel& model) const {
  const bool any = filter.join == model::Filter::Join::kOr;
  std::vector<std::string> texts;
  for (const model::Condition& condition : filter.conditions) {
    texts.push_back(format_condition(condition, *model.column(condition.field)));
  }
  for (const model::Filter& part : filter.parts) {
    std::vector<std::string> said = format_filter(part, model);
    if (any && said.size() > 1) {
      texts.push_back(
          text_verbatim(Message{"report.in_parentheses", {{"text", joined(said, "report.and")}}}));
    } else {
      std::ranges::move(said, std::back_inserter(texts));
    }
  }
  if (!any || texts.size() == 1) return texts;
  return {text_verbatim(Message{"report.in_parentheses", {{"text", joined(texts, "report.or")}}})};
}

std::string ReportText::format_page(const model::Page& page) const {
  if (!page.size) return text(Message{"report.rows_from", {{"first", page.offset + 1}}});
  if (page.offset % *page.size == 0) {
    return text(Message{"report.page_of_rows",
                        {{"number", page.offset / *page.size + 1}, {"size", *page.size}}});
  }
  return text(Message{"report.rows_between",
                      {{"first", page.offset + 1}, {"last", page.offset + *page.size}}});
}

std::vector<std::string> ReportText::format_policy(const model::ReportSpec& spec) const {
  return format_filter(spec.row_scope.policy, *spec.model);
}

std::vector<std::string> ReportText::format_query(const model::ReportSpec& spec) const {
  std::vector<std::string> sentences;
  if (spec.query) {
    if (!spec.query->search.empty()) {
      sentences.push_back(text_verbatim(Message{"report.search", {{"words", spec.query->search}}}));
    }
    std::ranges::move(format_filter(spec.query->filter, *spec.model),
                      std::back_inserter(sentences));
    if (spec.query->page) sentences.push_back(format_page(*spec.query->page));
  }
  // A sheet for one instance names it already.
  if (spec.instance_ids && !spec.model->layout.sheet_per_instance) {
    sentences.push_back(
        text(Message{"report.selected_rows",
                     {{"count", static_cast<std::int64_t>(spec.instance_ids->size())}}}));
  }
  return sentences;
}

std::vector<std::string> ReportText::format_selection_of_instance(
    const model::ReportSpec& spec) const {
  model::ReportSpec of_instance = spec;
  const model::SheetPerInstance& sheets = *spec.model->layout.sheet_per_instance;
  remove_conditions(sheets, of_instance.row_scope.policy);
  if (of_instance.query) remove_conditions(sheets, of_instance.query->filter);
  return format_selection(of_instance);
}

std::vector<std::string> ReportText::format_selection(const model::ReportSpec& spec) const {
  std::vector<std::string> sentences = format_policy(spec);
  std::ranges::move(format_query(spec), std::back_inserter(sentences));
  return sentences;
}

}  // namespace report
