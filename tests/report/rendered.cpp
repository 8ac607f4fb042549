#include "report/rendered.h"

#include <sys/wait.h>

#include <cstdio>

#include "catch.h"
#include "job/warning_code.h"

namespace {

const language::Phrases& phrases() {
  static const language::Phrases kPhrases(language::Phrases::Missing::kThrown);
  return kPhrases;
}

}  // namespace

report::Context context(const Shop& shop, source::Sources& sources) {
  return {phrases(), sources, base::time_of(1'769'846'709'000'000), "job-1", shop.directory()};
}

std::string part(const std::filesystem::path& file, const std::string& name) {
  const std::string command = "unzip -p '" + file.string() + "' '" + name + "'";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  char block[4096];
  for (std::size_t size = 0; (size = std::fread(block, 1, sizeof block, pipe)) > 0;) {
    text.append(block, size);
  }
  REQUIRE(::pclose(pipe) == 0);
  return text;
}

std::filesystem::path rendered(const Shop& shop, const std::string& lang,
                               const std::string& members) {
  const auto file = shop.directory() / (lang + ".xlsx");
  job::Progress progress;
  source::Sources sources;
  const report::Result result =
      report::render(shop.order(lang, members), context(shop, sources), file, progress, {});
  for (const base::Phrase& remark : result.remarks) {
    CAPTURE(remark.key);
    CHECK(job::warning_code(remark) != job::kNoWarningCode);
  }
  return file;
}
