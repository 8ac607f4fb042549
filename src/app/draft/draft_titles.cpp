#include "app/draft/draft_titles.h"

#include "base/ascii.h"
#include "model/definition/title_inference.h"

namespace app {

using Json = json::Value;

Json localized_json(const language::Localized& text) {
  return Json::object({{"en", text.en}, {"ar", text.ar}});
}

Json DraftTitles::table_title(std::string_view name) {
  const language::Localized title = model::infer_table_title(name);
  count(name, title);
  return localized_json(title);
}

Json DraftTitles::column_title(std::string_view name) {
  language::Localized title = model::infer_title(name);
  const bool is_job_title =
      is_of_people_ && model::split_words(name) == std::vector<std::string>{"title"};
  if (is_job_title) title.ar = model::infer_title("job title").ar;
  count(name, title);
  if (!english_.insert(title.en).second) title.en += " (" + std::string{name} + ")";
  if (!arabic_.insert(title.ar).second) title.ar += " (" + std::string{name} + ")";
  return localized_json(title);
}

void DraftTitles::count(std::string_view name, const language::Localized& title) {
  if (!base::is_ascii(name)) return;  // the name itself is the title
  if (base::is_ascii(title.ar)) {
    counts_.in_latin.emplace_back(name);
  } else {
    ++counts_.guessed;
  }
}

}  // namespace app
