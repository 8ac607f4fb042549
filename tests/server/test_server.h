#pragma once

#include <map>
#include <string>
#include <vector>

#include "json/parse.h"
#include "model/catalogue.h"
#include "raw_client.h"
#include "server/server.h"
#include "support/app_database.h"
#include "support/manual_clock.h"
#include "worker/preview_lane.h"

/// A response as it was received.
struct Answer {
  int status = 0;
  std::string head;
  std::string body;

  [[nodiscard]] json::Value json() const { return json::parse(body); }
  /// The value of a header; empty if absent.
  [[nodiscard]] std::string header(const std::string& name) const;
  /// "code" of an error's body.
  [[nodiscard]] std::string code() const;
  [[nodiscard]] std::string message() const;
  /// A member of an error's body, or a text that says that there is no error.
  [[nodiscard]] std::string error(const char* member) const;
  /// A member of "data" in the envelope.
  [[nodiscard]] json::Value data(const std::string& name) const;
};

/// A directory of finished files, on a disk that the test can fill.
class ScratchFiles final : public job::FileStoreView {
 public:
  explicit ScratchFiles(std::filesystem::path directory);

  [[nodiscard]] std::optional<job::OpenFile> open(const std::string& name,
                                                  std::int64_t bytes) const override;
  [[nodiscard]] base::TempFile create_temp_file() const override;
  [[nodiscard]] bool has_free_space() const override { return room; }
  [[nodiscard]] bool is_critically_full() const override { return !room; }
  [[nodiscard]] job::DiskSpace space() const override { return {1'000, 400}; }
  void remove(const std::string& name) const override;
  void write(const std::string& name, const std::string& bytes) const;

  std::atomic<bool> room = true;

 private:
  const std::filesystem::path directory_;
};

/// The whole HTTP server with a real socket and a real database, the catalogue `shop` of the
/// end-to-end tests and a key of its organization ACME.
struct TestServer {
  using Headers = std::vector<std::string>;

  std::map<std::string, server::SourceState> source_states{{"shop", {}}};
  bool is_checking = false;  // so that no other check of the installation may begin

  explicit TestServer(const server::Settings& settings = {}, const auth::Rates& rates = {},
                      const job::QueueLimits& queue_limits = {});

  /// Sends one request on its own connection, with the key and organization of ACME unless
  /// `headers` has others.
  Answer ask(const std::string& method, const std::string& path, Headers headers = {},
             const std::string& body = {}) const;
  Answer get(const std::string& path, Headers headers = {}) const {
    return ask("GET", path, std::move(headers));
  }
  Answer submit(const std::string& body, Headers headers = {}) const;
  /// Sends one request with exactly these headers.
  Answer bare(const std::string& method, const std::string& path, const Headers& headers,
              const std::string& body = {}) const;

  std::string create_key(const std::string& organization,
                         std::set<auth::Scope> scopes = {auth::Scope::kSubmit, auth::Scope::kRead,
                                                         auth::Scope::kCancel});
  /// Makes a job of ACME with this status; a completed one has a file with these bytes.
  base::JobId pending();
  base::JobId completed(const std::string& file_name, const std::string& bytes);
  base::JobId failed();
  /// Path and query of the job's downloadUrl.
  std::string link(const base::JobId& job) const;

  AppDatabase database;
  ManualClock clock;
  language::MessageCatalog messages{language::MessageCatalog::OnMissing::kThrow};
  base::Log log{base::Severity::kError};
  job::Store jobs{database.writer, database.readers, messages, clock};
  job::Queue queue{database.readers, clock};
  job::Listing listing{database.readers};
  job::ProgressTable progress;
  auth::ApiKeyStore keys{database.writer, database.readers, clock};
  auth::SessionStore sessions{database.writer, database.readers, clock, keys};
  auth::DownloadLinks links{database.writer, database.readers, clock};
  auth::Audit audit{database.writer, database.readers, clock};
  preference::FavouriteStore favourites{database.writer, database.readers, clock};
  preference::SavedRequestStore saved_requests{database.writer, database.readers, clock};
  auth::RateLimiters rate_limiters;
  ScratchFiles files{database.directory() / "files"};
  source::SourceRegistry sources;
  std::shared_ptr<const model::Catalogue> catalogue;
  /// Makes the previews; set it before the first request.
  worker::PreviewLane::Render render_preview = [](const auto& /*request*/, const auto& /*stop*/) {
    return report::Preview{};
  };
  worker::PreviewLane previews{
      [this](const report::PreviewRequest& request, const std::stop_token& stop) {
        return render_preview(request, stop);
      }};
  server::Server server;
  job::Epoch epoch = jobs.start();
  std::string key = create_key("ACME");
  base::KeyId key_id = keys.find_live(key).value().id;
};

/// A request body for the data model shop.sales; `more` has further members of `params` after a
/// leading comma.
std::string order(const std::string& lang = "en", const std::string& more = "",
                  const std::string& uid = "shop.sales");

/// The path of a job.
std::string path_of(const base::JobId& id);

/// A member that is a text; empty where it is absent or none.
std::string text(const json::Value& object, const char* name);
