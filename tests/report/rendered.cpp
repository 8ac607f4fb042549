#include "report/rendered.h"

#include <sys/wait.h>

#include <cstdio>
#include <map>
#include <regex>

#include "support/catch.h"
#include "job/warning_code.h"

namespace {

const language::MessageCatalog& messages() {
  static const language::MessageCatalog kPhrases(language::MessageCatalog::OnMissing::kThrow);
  return kPhrases;
}

}  // namespace

report::RenderContext context(const Shop& shop, source::SourceRegistry& sources) {
  return {messages(), sources, base::to_time(1'769'846'709'000'000), "job-1", shop.directory()};
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
  source::SourceRegistry sources;
  const report::Result result =
      report::render(shop.order(lang, members), context(shop, sources), file, progress, {});
  for (const base::Message& warning : result.warnings) {
    CAPTURE(warning.key);
    CHECK(job::warning_code(warning) != job::kNoWarningCode);
  }
  return file;
}

std::vector<std::string> number_formats(const std::filesystem::path& file, const std::string& sheet,
                                        const std::string& column) {
  const std::string styles = part(file, "xl/styles.xml");
  std::map<std::string, std::string> codes = {{"0", ""}, {"49", "@"}};  // the built-in ones
  const std::regex code("<numFmt numFmtId=\"([0-9]+)\" formatCode=\"([^\"]*)\"/>");
  for (std::sregex_iterator at(styles.begin(), styles.end(), code), end; at != end; ++at) {
    codes[(*at)[1]] = std::regex_replace((*at)[2].str(), std::regex("&quot;"), "\"");
  }
  std::vector<std::string> looks;
  const std::string cells = styles.substr(styles.find("<cellXfs"));
  const std::regex look("<xf numFmtId=\"([0-9]+)\"");
  for (std::sregex_iterator at(cells.begin(), cells.end(), look), end; at != end; ++at) {
    looks.push_back((*at)[1]);
  }
  std::vector<std::string> formats;
  const std::string rows = part(file, sheet);
  const std::regex cell("<c r=\"" + column + "[0-9]*\" s=\"([0-9]+)\"");
  for (std::sregex_iterator at(rows.begin(), rows.end(), cell), end; at != end; ++at) {
    const std::string& its = codes.at(looks.at(std::stoul((*at)[1])));
    if (formats.empty() || formats.back() != its) formats.push_back(its);
  }
  return formats;
}
