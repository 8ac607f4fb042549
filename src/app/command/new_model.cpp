#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <optional>
#include <system_error>

#include "app/catalogue_report.h"
#include "app/command/derived_uid.h"
#include "app/commands.h"
#include "app/draft/model_draft.h"
#include "app/option.h"
#include "app/write_file.h"
#include "base/error.h"
#include "base/small_file.h"
#include "json/write.h"
#include "model/reader/key.h"
#include "source/source_registry.h"

namespace app {
namespace {

namespace fs = std::filesystem;

/// Throws base::Error if the file exists: it may hold edits of the user.
void refuse_existing(const fs::path& path, std::string_view option) {
  if (!fs::exists(path)) return;
  throw base::Error(path.string() + ": is there already; name another by " + std::string{option} +
                    ", or delete it");
}

/// A source of the database that --file names, with the path and the text of its JSON file if that
/// is to be written.
struct FileSource {
  model::SourceDefinition definition;
  fs::path path;
  std::string text;
};

/// Relative to the catalogue if the file is in its folder, or in that around it: they are moved
/// together.
fs::path path_in_catalogue(const fs::path& file, const fs::path& catalogue) {
  const fs::path absolute = fs::absolute(file).lexically_normal();
  const fs::path relative =
      absolute.lexically_relative(fs::absolute(catalogue / "").lexically_normal());
  const bool is_far =
      relative.empty() ||
      (relative.begin() != relative.end() && *relative.begin() == ".." &&
       std::next(relative.begin()) != relative.end() && *std::next(relative.begin()) == "..");
  return is_far ? absolute : relative;
}

/// The source of the catalogue that has the file, and the name if one is asked for.
const model::SourceDefinition* find_source(const NewModelSettings& settings,
                                           const model::Catalogue& catalogue) {
  for (const auto& [name, source] : catalogue.sources()) {
    std::error_code error;
    const bool is_it = source.kind == model::SourceKind::kSqlite &&
                       fs::equivalent(source.path, settings.file, error);
    if (is_it && (settings.source.empty() || settings.source == name)) return &source;
  }
  return nullptr;
}

FileSource source_of_file(const NewModelSettings& settings, const model::Catalogue& catalogue) {
  if (!fs::is_regular_file(settings.file)) {
    throw base::Error("--file " + settings.file.string() + ": there is no such file");
  }
  FileSource source;
  if (const auto* existing = find_source(settings, catalogue)) {
    source.definition = *existing;
    return source;
  }
  source.definition.name = settings.source.empty()
                               ? derived_uid(settings.file.stem().string(), "source")
                               : settings.source;
  if (!model::is_file_uid(source.definition.name)) {
    throw base::Error("--source " + source.definition.name +
                      ": write small letters, digits, '.', '_' and '-'");
  }
  source.definition.path = fs::absolute(settings.file);
  source.path = settings.catalogue / "sources" / (source.definition.name + ".json");
  refuse_existing(source.path, "--source");
  source.text = json::write_indented(json::Value::object(
                    {{"kind", "sqlite"},
                     {"path", path_in_catalogue(settings.file, settings.catalogue).string()}})) +
                "\n";
  return source;
}

std::string draft_name(const NewModelSettings& settings) {
  return settings.table.empty() ? settings.sql.stem().string() : settings.table;
}

/// "14 Arabic titles are guessed; 2 are in Latin letters: foo, bar"
std::string describe_titles(const TitleCounts& titles) {
  const auto count = [](std::size_t number, std::string_view rest) {
    return std::to_string(number) + std::string{number == 1 ? " is " : " are "} + std::string{rest};
  };
  std::string text = "Arabic titles: " + count(static_cast<std::size_t>(titles.guessed), "guessed");
  if (!titles.in_latin.empty()) {
    text += ", " + count(titles.in_latin.size(), "still in Latin letters");
    constexpr std::size_t kMaxNames = 20;
    for (std::size_t i = 0; i < std::min(kMaxNames, titles.in_latin.size()); ++i)
      text += (i == 0 ? ": " : ", ") + titles.in_latin[i];
    if (titles.in_latin.size() > kMaxNames) text += " ...";
  }
  return text + "\n";
}

int new_model(const NewModelSettings& settings) {
  if (settings.table.empty() == settings.sql.empty()) {
    throw base::Error("name a table by --table, or a file with a query by --sql");
  }
  if (settings.source.empty() && settings.file.empty()) {
    throw base::Error("name a source of the catalogue by --source, or an SQLite file by --file");
  }
  fs::create_directories(settings.catalogue / "models");
  const language::MessageCatalog messages;
  const auto catalogue =
      load_valid_part(settings.catalogue, messages, [&](const model::Catalogue& valid) {
        return !settings.file.empty() || valid.source(settings.source) != nullptr;
      });
  const auto of_file =
      settings.file.empty() ? std::nullopt : std::optional{source_of_file(settings, *catalogue)};
  const model::SourceDefinition* source =
      of_file ? &of_file->definition : catalogue->source(settings.source);
  if (source == nullptr) {
    throw base::Error("--source " + settings.source + ": there is no sources/" + settings.source +
                      ".json; write it, or name an SQLite file by --file");
  }
  const std::string uid =
      settings.uid.empty() ? derived_uid(draft_name(settings), source->name) : settings.uid;
  if (!model::is_file_uid(uid)) {
    throw base::Error("--uid " + uid + ": write small letters, digits, '.', '_' and '-'");
  }
  source::SourceRegistry sources;
  ModelDraft draft;
  if (settings.table.empty()) {
    const auto sql = base::read_small_text(settings.sql);
    if (!sql) throw base::Error("--sql " + settings.sql.string() + ": cannot be read");
    draft = draft_from_query(sources, *source, *sql, draft_name(settings), uid);
  } else {
    draft = draft_from_table(sources, *source, settings.table, uid);
  }
  const fs::path models = settings.catalogue / "models";
  for (const char* kind : {".json", ".sql"}) refuse_existing(models / (uid + kind), "--uid");
  if (of_file && !of_file->text.empty()) write_file(of_file->path, of_file->text);
  write_file(models / (uid + ".sql"), draft.sql);
  write_file(models / (uid + ".json"), json::write_indented(draft.model) + "\n");
  std::cout << (models / (uid + ".json")).string() << ": "
            << draft.model.find("columns")->elements()->size() << " columns\n"
            << describe_titles(draft.titles)
            << "Next: correct titles and types, name the currency of amounts, then\n  gormic-bi "
               "model check "
            << settings.catalogue.string() << "\n  gormic-bi render --catalogue "
            << settings.catalogue.string() << " --model " << uid << " --lang ar --out " << uid
            << ".xlsx\n";
  return 0;
}

}  // namespace

void add_new_model(CLI::App& group, NewModelSettings& settings, Action& action) {
  CLI::App* command = group.add_subcommand(
      "new", "Draft a data model from a table or a query, with columns and titles");
  add_option(*command, "catalogue", settings.catalogue, "The folder of the catalogue")->required();
  add_option(*command, "source", settings.source,
             "The name of the data model's source (with --file: the source that has the file, or "
             "else the name of the file)");
  add_option(*command, "file", settings.file,
             "An SQLite database, whose source is created unless it is there");
  add_option(*command, "table", settings.table, "The table to report");
  add_option(*command, "sql", settings.sql, "A file with the query, instead of a table");
  add_option(*command, "uid", settings.uid,
             "The uid of the data model (from the name of the table or the query's file)");
  command->footer(
      "Example:\n  gormic-bi model new --catalogue my --source erp --file erp.db --table invoices");
  command->final_callback([&] { action = [&] { return new_model(settings); }; });
}

}  // namespace app
