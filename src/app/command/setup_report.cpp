#include "app/command/setup_report.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "app/command/command_tree.h"
#include "app/command/derived_uid.h"
#include "app/draft/model_draft.h"
#include "app/owner.h"
#include "app/write_file.h"
#include "base/file_descriptor.h"
#include "base/small_file.h"
#include "json/parse.h"
#include "json/write.h"
#include "model/catalogue.h"
#include "source/source_registry.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using base::Message;

constexpr int kMaxReports = 100;  // of one name in a folder

/// Runs another command of this program; its exit code.
int run_command(const std::vector<std::string>& words) {
  CommandTree tree;
  std::vector<std::string> reversed(words.rbegin(), words.rend());  // as CLI11 takes them
  tree.root().parse(reversed);
  const int code = tree.action()();
  std::cout.flush();
  return code;
}

/// Whether the file is a data model of another source, or none at all.
bool is_of_another(const fs::path& file, const std::string& source) {
  if (!fs::exists(file)) return false;
  try {
    const auto text = base::read_small_text(file);
    const json::Value model = json::parse(text.value_or(""));
    const json::Value* name = model.find("source");
    return name == nullptr || name->string() == nullptr || *name->string() != source;
  } catch (const base::Error&) {
    return true;
  }
}

/// The uid; empty if the catalogue has none.
std::string first_organization(const fs::path& catalogue) {
  const auto text = base::read_small_text(catalogue / "organizations.json");
  if (!text) return {};
  const json::Value file = json::parse(*text);
  const json::Value* list = file.find("organizations");
  if (list == nullptr || list->elements() == nullptr || list->elements()->empty()) return {};
  const json::Value* uid = list->elements()->front().find("uid");
  return uid == nullptr || uid->string() == nullptr ? std::string{} : *uid->string();
}

/// A new folder, which is the current one until the end of the block, and is removed then.
class WorkingFolder {
 public:
  WorkingFolder() {
    if (::mkdtemp(name_.data()) == nullptr) throw base::Error(name_ + ": cannot be created");
    fs::current_path(name_);
  }
  ~WorkingFolder() {
    std::error_code ignored;
    fs::current_path(before_, ignored);
    fs::remove_all(name_, ignored);
  }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  const fs::path before_ = fs::current_path();
  std::string name_ = (fs::temp_directory_path() / "gormic-bi-setup-XXXXXX").string();
};

void copy_to(int descriptor, const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
  std::size_t done = 0;
  bool is_written = stream && ::ftruncate(descriptor, 0) == 0;
  while (is_written && done < bytes.size()) {
    const ssize_t count = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    is_written = count > 0;
    if (is_written) done += static_cast<std::size_t>(count);
  }
  if (!is_written) throw base::Error(file.filename().string() + ": cannot be written");
}

/// Invalid if the file exists, or cannot be created.
base::FileDescriptor create_file(const fs::path& file, mode_t mask) {
  return base::FileDescriptor{
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666 & ~mask)};
}

/// Runs `render` in a folder of its own, whose workbook goes to the descriptor: the server's user
/// may not write where an administrator is. Whether it succeeded.
bool render_to(int descriptor, const std::vector<std::string>& words, const std::string& workbook) {
  const WorkingFolder folder;
  if (run_command(words) != 0) return false;
  copy_to(descriptor, workbook);
  return true;
}

}  // namespace

/// One that is free, or that an earlier call gave to a table of this name.
std::string SetupReport::choose_uid(const std::string& source, const std::string& table) const {
  const std::string standard = derived_uid(table, source);
  std::string uid = standard;
  for (int count = 1; is_of_another(catalogue_ / "models" / (uid + ".json"), source); ++count)
    uid = source + "-" + standard + (count == 1 ? "" : "-" + std::to_string(count));
  return uid;
}

void SetupReport::write_draft(const std::string& uid, const std::string& source,
                              const std::string& table) const {
  const std::string text = as_owner(data_, [&] {
    try {
      const model::Catalogue::Loaded loaded = model::Catalogue::load(catalogue_);
      const model::SourceDefinition* definition = loaded.valid_part->source(source);
      if (definition == nullptr)
        throw base::Error(source, Message{"app.setup_no_source", {{"source", source}}});
      source::SourceRegistry sources;
      const ModelDraft draft = draft_from_table(sources, *definition, table, uid);
      return json::write(json::Value::object({{"sql", draft.sql}, {"model", draft.model}}));
    } catch (const base::Error& error) {
      throw base::Error(dialog_.detailed_text(error));
    }
  });
  const json::Value draft = json::parse(text);
  const fs::path file = catalogue_ / "models" / (uid + ".json");
  write_file(catalogue_ / "models" / (uid + ".sql"), *draft.find("sql")->string());
  write_file(file, json::write_indented(*draft.find("model")) + "\n");
  dialog_.tell(Message{"app.setup_drafted", {{"path", file.string()}}});
}

void SetupReport::render(const std::string& uid, const std::string& organization) const {
  const std::string workbook = uid + ".xlsx";
  fs::path report = fs::current_path() / workbook;
  base::FileDescriptor descriptor = create_file(report, mask_);
  for (int count = 2; !descriptor && errno == EEXIST && count <= kMaxReports; ++count) {
    report = fs::current_path() / (uid + "-" + std::to_string(count) + ".xlsx");
    descriptor = create_file(report, mask_);
  }
  if (!descriptor) throw base::Error(report.string() + ": cannot be written");
  std::vector<std::string> words{"render",       "--catalogue", catalogue_.string(),
                                 "--model",      uid,           "--lang",
                                 settings_.lang, "--out",       workbook};
  if (!organization.empty()) words.insert(words.end(), {"--organization", organization});
  const std::string done = as_owner(data_, [&]() -> std::string {
    return render_to(descriptor.number(), words, workbook) ? "yes" : "";
  });
  if (!done.empty()) return dialog_.tell(Message{"app.setup_report", {{"path", report.string()}}});
  if (fs::file_size(report) == 0) fs::remove(report);
}

std::string SetupReport::draft(const std::string& source, const std::string& table) const {
  const std::string uid = choose_uid(source, table);
  const fs::path file = catalogue_ / "models" / (uid + ".json");
  if (fs::exists(file)) {
    dialog_.tell(Message{"app.setup_kept", {{"path", file.string()}}});
  } else {
    write_draft(uid, source, table);
  }
  return uid;
}

void SetupReport::make(const std::string& uid, const std::string& organization) const {
  const std::string checked = as_owner(data_, [&]() -> std::string {
    return run_command({"model", "check", catalogue_.string()}) == 0 ? "yes" : "";
  });
  if (!checked.empty())
    render(uid, organization.empty() ? first_organization(catalogue_) : organization);
}

}  // namespace app
