#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/catalogue_report.h"
#include "app/command/model_draft.h"
#include "app/commands.h"
#include "app/option.h"
#include "base/error.h"
#include "base/small_file.h"
#include "json/write.h"
#include "model/reader/key.h"
#include "model/definition/title_inference.h"
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

void write_file(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream stream{path, std::ios::binary};
  stream << text << std::flush;
  if (!stream) throw base::Error(path.string() + ": cannot be written");
}

/// "Sales Invoices" -> "sales-invoices"; the source's name if no character of `name` is usable.
std::string derive_uid(const std::string& name, const std::string& source) {
  std::string uid;
  for (std::string word : model::split_words(name)) {
    std::erase_if(word, [](char c) { return !model::is_file_uid(std::string{c}); });
    if (!word.empty()) uid += (uid.empty() ? "" : "-") + word;
  }
  return uid.empty() ? source : uid;
}

/// A source of the database that --file names, with the path and the text of its JSON file.
struct NewSource {
  model::SourceDefinition definition;
  fs::path path;
  std::string text;
};

NewSource new_source(const NewModelSettings& settings) {
  if (!fs::is_regular_file(settings.file)) {
    throw base::Error("--file " + settings.file.string() + ": there is no such file");
  }
  NewSource source;
  source.definition.name = settings.source;
  source.definition.path = fs::absolute(settings.file);
  source.path = settings.catalogue / "sources" / (settings.source + ".json");
  source.text = json::write_indented(json::Value::object(
                    {{"kind", "sqlite"}, {"path", source.definition.path.string()}})) +
                "\n";
  if (base::read_small_file(source.path) != source.text) {
    refuse_existing(source.path, "--source");
  }
  return source;
}

std::string draft_name(const NewModelSettings& settings) {
  return settings.table.empty() ? settings.sql.stem().string() : settings.table;
}

int new_model(const NewModelSettings& settings) {
  if (settings.table.empty() == settings.sql.empty()) {
    throw base::Error("name a table by --table, or a file with a query by --sql");
  }
  const std::string uid =
      settings.uid.empty() ? derive_uid(draft_name(settings), settings.source) : settings.uid;
  if (!model::is_file_uid(uid)) {
    throw base::Error("--uid " + uid + ": write small letters, digits, '.', '_' and '-'");
  }
  fs::create_directories(settings.catalogue / "models");
  const language::MessageCatalog messages;
  const auto catalogue =
      load_valid_part(settings.catalogue, messages, [&](const model::Catalogue& valid) {
        return !settings.file.empty() || valid.source(settings.source) != nullptr;
      });
  const auto named = settings.file.empty() ? std::nullopt : std::optional{new_source(settings)};
  const model::SourceDefinition* source =
      named ? &named->definition : catalogue->source(settings.source);
  if (source == nullptr) {
    throw base::Error("--source " + settings.source + ": there is no sources/" + settings.source +
                      ".json; write it, or name an SQLite file by --file");
  }
  source::SourceRegistry sources;
  const auto session = sources.session(*source, {});
  ModelDraft draft;
  if (settings.table.empty()) {
    const auto sql = base::read_small_text(settings.sql);
    if (!sql) throw base::Error("--sql " + settings.sql.string() + ": cannot be read");
    draft = draft_from_query(*session, *sql, source->sql_dialect(), draft_name(settings), uid,
                             settings.source);
  } else {
    draft = draft_from_table(*session, settings.table, uid, settings.source);
  }
  const fs::path models = settings.catalogue / "models";
  for (const char* kind : {".json", ".sql"}) refuse_existing(models / (uid + kind), "--uid");
  if (named) write_file(named->path, named->text);
  write_file(models / (uid + ".sql"), draft.sql);
  write_file(models / (uid + ".json"), json::write_indented(draft.model) + "\n");
  std::cout << (models / (uid + ".json")).string() << ": "
            << draft.model.find("columns")->elements()->size() << " columns\n"
            << "Next: correct titles and types, then\n  gormic-bi model check "
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
  add_option(*command, "source", settings.source, "The name of the data model's source")
      ->required();
  add_option(*command, "file", settings.file,
             "An SQLite database, from which the source is created");
  add_option(*command, "table", settings.table, "The table to report");
  add_option(*command, "sql", settings.sql, "A file with the query, instead of a table");
  add_option(*command, "uid", settings.uid,
             "The uid of the data model (from the name of the table or the query's file)");
  command->footer(
      "Example:\n  gormic-bi model new --catalogue my --source erp --file erp.db --table invoices");
  command->final_callback([&] { action = [&] { return new_model(settings); }; });
}

}  // namespace app
