#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <sstream>
#include <thread>

#include "app/catalogue_report.h"
#include "app/command/render_params.h"
#include "app/commands.h"
#include "app/labeled_spec.h"
#include "app/option.h"
#include "app/version.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/stop_after.h"
#include "model/request_validator.h"
#include "report/report.h"
#include "source/lookup_values.h"

namespace app {
namespace {

/// Shows the progress of a rendering on standard error, if that is a terminal.
class ProgressLine {
 public:
  explicit ProgressLine(const job::Progress& progress) : progress_(progress) {
    if (::isatty(STDERR_FILENO) != 0) {
      thread_ = std::jthread([this](const std::stop_token& stop) { show(stop); });
    }
  }
  ~ProgressLine() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
    std::cerr << "\r\x1B[K";
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

 private:
  void show(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      std::cerr << "\r" << job::name(progress_.phase()) << ", " << progress_.rows() << " rows ";
      wake_.wait_for(lock, stop, std::chrono::milliseconds{200}, [] { return false; });
    }
  }

  const job::Progress& progress_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

/// The permissions that the umask gives a new file.
std::filesystem::perms permissions_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return static_cast<std::filesystem::perms>(0666U & ~mask);
}

/// A temporary file that commit() renames to `out`; deleted otherwise. Only its user can read it
/// until then.
class OutputFile {
 public:
  /// Throws base::Error if `out` exists and is not a file, or if its folder does not exist.
  explicit OutputFile(const std::filesystem::path& out)
      : out_(out), path_(out.string() + "." + base::hex(base::random_bytes(6)) + ".part") {
    if (std::filesystem::exists(out) && !std::filesystem::is_regular_file(out)) {
      throw base::Error("--out " + out.string() + ": is no file; name a file to write");
    }
    if (!out.has_filename() || !std::filesystem::is_directory(folder())) {
      throw base::Error("--out " + out.string() + ": there is no such folder; make it first");
    }
  }
  ~OutputFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path folder() const {
    return out_.has_parent_path() ? out_.parent_path() : std::filesystem::path{"."};
  }
  void commit() const {
    std::filesystem::permissions(path_, permissions_of_new_files());
    std::filesystem::rename(path_, out_);
  }

 private:
  const std::filesystem::path out_;
  const std::filesystem::path path_;
};

/// The current time, or that of SOURCE_DATE_EPOCH (reproducible-builds.org), with which the same
/// input gives the same file.
base::Time issue_time() {
  const char* fixed = std::getenv("SOURCE_DATE_EPOCH");
  if (fixed == nullptr) return base::SystemClock().now();
  std::int64_t seconds = 0;
  const std::string_view text = fixed;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || end != text.data() + text.size() || seconds < 0) {
    throw base::Error("SOURCE_DATE_EPOCH: write seconds since 1970 as a whole number");
  }
  return base::Time{std::chrono::seconds{seconds}};
}

/// The name of the user who runs this program.
std::string user_name() {
  const passwd* user = ::getpwuid(::geteuid());
  return user == nullptr ? std::string{} : user->pw_name;
}

/// Names the arguments that the user typed, not their places in a request.
std::string format_rejection(const model::Rejection& refusal, const json::Value& params,
                             const language::MessageCatalog& messages) {
  std::ostringstream text;
  text << messages.text(language::Language::kEnglish, refusal.message()) << "\n";
  std::vector<base::Diagnostic> details = refusal.details;
  for (base::Diagnostic& detail : details) detail.path = to_argument(detail.path, params);
  print_diagnostics(text, details, messages);
  return text.str();
}

source::CheckedValues require_known_values(const model::ReportSpec& spec, const json::Value& params,
                                           source::SourceRegistry& sources,
                                           const language::MessageCatalog& messages) {
  source::CheckedValues values = source::check_values(spec, sources, {});
  model::Rejection refusal;
  refusal.details = values.errors;
  if (!refusal.details.empty()) throw base::Error(format_rejection(refusal, params, messages));
  return values;
}

/// Throws base::Error that names --time-limit if the report takes longer.
report::Result render_within(const model::ReportSpec& spec, const report::RenderContext& context,
                             const std::filesystem::path& file, std::chrono::seconds time_limit) {
  job::Progress progress;
  const base::StopAfter deadline(time_limit, {});
  try {
    const ProgressLine progress_line(progress);
    return report::render(spec, context, file, progress, deadline.token());
  } catch (const std::exception&) {
    if (!deadline.token().stop_requested()) throw;
  }
  throw base::Error("--time-limit " + std::to_string(time_limit.count()) +
                    ": the report takes longer; give it more seconds, a shorter period or filters");
}

int render(const RenderSettings& settings) {
  const OutputFile output(settings.out);
  const language::MessageCatalog messages;
  const auto catalogue = load_valid_part(
      settings.catalogue, messages,
      [&](const model::Catalogue& valid) { return valid.model(settings.model) != nullptr; });
  if (!catalogue->organization(base::OrganizationUid{settings.organization})) {
    throw base::Error(
        settings.organization.empty()
            ? "--organization is missing: give the uid of one that organizations.json names"
            : "--organization " + settings.organization +
                  ": organizations.json has no such organization; name one of it");
  }
  const json::Value params = request_params(settings);
  const auto checked = model::validate_params(
      catalogue, params,
      {base::OrganizationUid{settings.organization}, "", base::SystemClock().now()});
  if (const model::Rejection* refusal = checked.rejection()) {
    throw base::Error(format_rejection(*refusal, params, messages));
  }
  source::SourceRegistry sources;
  const source::CheckedValues values =
      require_known_values(*checked.spec(), params, sources, messages);
  base::CpuSlots cores;
  const base::CpuSlot core(cores);
  report::RenderContext context{
      messages, sources, issue_time(), {}, output.folder(), settings.compression, &cores};
  context.product = product_name();
  context.requester = base::Message{"app.requested_by_user", {{"name", user_name()}}};
  const LabeledSpec labeled(*checked.spec(), values.choices);
  const report::Result result =
      render_within(labeled.spec(), context, output.path(), settings.time_limit);
  output.commit();
  for (const base::Message& warning : result.warnings) {
    std::cerr << messages.text(language::Language::kEnglish, warning) << "\n";
  }
  std::cout << settings.out.string() << ": " << result.rows
            << (result.rows == 1 ? " row, " : " rows, ") << result.bytes << " bytes\n";
  return 0;
}

}  // namespace

void add_render(CLI::App& root, RenderSettings& settings, Action& action) {
  CLI::App* command = root.add_subcommand("render", "Render one workbook, without a server");
  add_option(*command, "catalogue", settings.catalogue,
             "The folder of models, sources and organizations")
      ->required();
  add_option(*command, "model", settings.model, "The uid of the data model")->required();
  add_option(*command, "lang", settings.lang, "ar or en")
      ->check(CLI::IsMember({"ar", "en"}))
      ->capture_default_str();
  add_option(*command, "organization", settings.organization,
             "The uid of the organization whose data the report shows");
  add_option(*command, "parameter", settings.parameters,
             "KEY=VALUE, KEY.from=DATE, KEY.to=DATE; repeat a key for a list of values");
  add_option(*command, "query", settings.query, "The list query, as JSON");
  add_option(*command, "ids", settings.ids, "Instance ids, separated by commas")->delimiter(',');
  add_compression(*command, settings.compression);
  add_seconds(*command, "time-limit", settings.time_limit, 24 * 3600,
              "Longest time that it may take; then it ends without a workbook");
  add_option(*command, "out", settings.out, "The workbook to write")->required();
  command->footer(
      "Example:\n  gormic-bi render --catalogue demo/catalogue --model sales.invoices --lang ar "
      "\\\n"
      "    --organization wahat-group \\\n"
      "    --parameter period.from=2026-01-01 --parameter period.to=2026-03-31 --out "
      "invoices.xlsx\n"
      "Exit code 1 if no workbook was written; a workbook of that name then stays as it was.");
  command->final_callback([&] { action = [&] { return render(settings); }; });
}

}  // namespace app
