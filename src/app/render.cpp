#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <iostream>
#include <mutex>
#include <sstream>
#include <thread>

#include "app/catalogue_report.h"
#include "app/commands.h"
#include "app/request.h"
#include "base/digest.h"
#include "base/error.h"
#include "model/check.h"
#include "report/report.h"

namespace app {
namespace {

/// Shows how far a rendering is, on a terminal only, until it is destroyed.
class Ticker {
 public:
  explicit Ticker(const job::Progress& progress) : progress_(progress) {
    if (::isatty(STDERR_FILENO) != 0) {
      thread_ = std::jthread([this](const std::stop_token& stop) { show(stop); });
    }
  }
  ~Ticker() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
    std::cerr << "\r\x1B[K";
  }
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

 private:
  void show(const std::stop_token& stop) {
    std::unique_lock hold(mutex_);
    while (!stop.stop_requested()) {
      std::cerr << "\r" << job::name(progress_.phase()) << ", " << progress_.rows() << " rows ";
      wake_.wait_for(hold, stop, std::chrono::milliseconds{200}, [] { return false; });
    }
  }

  const job::Progress& progress_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

/// What the user's umask leaves to a new file; the draft was for this user alone.
std::filesystem::perms permissions_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return static_cast<std::filesystem::perms>(0666U & ~mask);
}

std::string words_of(const model::Refusal& refusal, const language::Phrases& phrases) {
  std::ostringstream text;
  text << phrases.text(language::Language::kEnglish, refusal.message()) << "\n";
  print(text, refusal.details, phrases);
  return text.str();
}

}  // namespace

int render(const RenderSettings& settings) {
  const language::Phrases phrases;
  const auto catalogue = load_catalogue(settings.catalogue, phrases);
  const auto checked = model::check_order(catalogue, params_of(settings),
                                          base::OrganizationUid{settings.organization});
  if (const model::Refusal* refusal = checked.refusal()) {
    throw base::Error(words_of(*refusal, phrases));
  }
  const auto directory = std::filesystem::absolute(settings.out).parent_path();
  const report::Context context{phrases, base::SystemClock().now(), {}, directory};
  const std::filesystem::path draft =
      settings.out.string() + "." + base::hex(base::random_bytes(6)) + ".part";
  job::Progress progress;
  report::Result result;
  {
    const Ticker ticker(progress);
    result = report::render(*checked.order(), context, draft, progress, {});
  }
  std::filesystem::permissions(draft, permissions_of_new_files());
  std::filesystem::rename(draft, settings.out);
  for (const base::Phrase& remark : result.remarks) {
    std::cerr << phrases.text(language::Language::kEnglish, remark) << "\n";
  }
  std::cout << settings.out.string() << ": " << result.rows << " rows, " << result.bytes
            << " bytes\n";
  return 0;
}

}  // namespace app
