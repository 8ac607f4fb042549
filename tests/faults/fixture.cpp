#include "faults/fixture.h"

#include <fstream>
#include <iterator>

#include "base/digest.h"
#include "base/error.h"
#include "json/parse.h"
#include "json/write.h"
#include "support/temp_dir.h"
#include "server/raw_client.h"

namespace {

constexpr const char* kBody =
    R"({"params": {"uid": "words", "lang": "ar", "template": "excel-auto"}})";

/// A catalogue with one data model and its source, created once.
const std::filesystem::path& catalogue() {
  static const TempDir kScratch;
  static const std::filesystem::path kPath = [] {
    const std::filesystem::path path = kScratch.path();
    for (const char* folder : {"models", "sources"})
      std::filesystem::create_directory(path / folder);
    std::ofstream(path / "sources/words.json") << R"({"kind": "sqlite", "path": "words.db"})";
    std::ofstream(path / "models/words.sql") << "SELECT n, word FROM words ORDER BY n";
    std::ofstream(path / "models/words.json") << R"({"uid": "words", "version": 1,
      "title": {"en": "Words", "ar": "\u0643\u0644\u0645\u0627\u062a"}, "source": "words",
      "access": {"organizations": ["*"], "scope": "none"}, "columns": [
        {"key": "n", "type": "integer", "total": "sum", "title": {"en": "N", "ar": "\u0627\u0644\u0639\u062f\u062f"}},
        {"key": "word", "type": "string", "title": {"en": "Word", "ar": "\u0627\u0644\u0643\u0644\u0645\u0629"}}]})";
    database::Connection source(path / "words.db", database::Mode::kReadWrite);
    source.execute(
        "CREATE TABLE words AS WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM "
        "step "
        "WHERE n < 20000) SELECT n, hex(n * 7919) AS word FROM step");
    return path;
  }();
  return kPath;
}

app::ServeSettings settings(const std::filesystem::path& data) {
  app::ServeSettings settings;
  settings.catalogue = catalogue();
  settings.data = data;
  settings.listen = "127.0.0.1:0";
  settings.workers = 1;
  settings.disk_reserve = 0;
  return settings;
}

}  // namespace

AppFixture::AppFixture(const std::filesystem::path& data)
    : data_(data), log_(base::Severity::kOff), server_app_(settings(data), log_) {}

std::string AppFixture::create_key() {
  using auth::Scope;
  const auto created =
      server_app_.keys().create({base::OrganizationUid{"ACME"},
                                 "test",
                                 {Scope::kSubmit, Scope::kRead, Scope::kCancel, Scope::kAdmin}});
  use_key(created.secret);
  return created.secret;
}

void AppFixture::use_key(const std::string& key) {
  key_ = key;
  client_.emplace(server_app_.url(), key, "ACME");
}

std::optional<std::string> AppFixture::submit() {
  const app::DemoClient::Response answer = client_->post("/v1/bi/jobs", kBody);
  if (answer.status != 200) return std::nullopt;
  return text(*json::parse(answer.body).find("data"), "jobId");
}

std::vector<std::string> AppFixture::jobs() {
  const json::Value listed = json::parse(client_->get("/v1/bi/jobs?pageSize=200").body);
  std::vector<std::string> ids;
  for (const json::Value& job : *listed.find("data")->find("jobs")->elements()) {
    ids.push_back(text(job, "id"));
  }
  return ids;
}

json::Value AppFixture::wait_for_end(const std::string& job) {
  app::DemoClient::Response answer;
  for (int i = 0; i < 20 && answer.status != 200; ++i) {
    answer = client_->get("/v1/bi/jobs/" + job + "?wait=25");
    if (answer.status != 200 && answer.status != 500) return {};
  }
  if (answer.status != 200) return {};
  return *json::parse(answer.body).find("data")->find("job");
}

bool AppFixture::has_whole_file(const json::Value& job) {
  const TempDir temp_dir;
  const std::filesystem::path copy = temp_dir.path() / "copy";
  client_->download(text(job, "downloadUrl"), copy);
  std::ifstream file(copy, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return base::hex(base::sha256(bytes)) == text(job, "sha256");
}

int AppFixture::request(const std::string& method, const std::string& path) {
  RawClient client{server_app_.url()};
  client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\napi-key: " +
              key_ + "\r\norganization-id: ACME\r\nContent-Length: 0\r\n\r\n");
  const std::string answer = client.receive_all();
  return answer.size() < 12 ? 0 : std::stoi(answer.substr(9, 3));
}

std::size_t AppFixture::files() const {
  const std::filesystem::directory_iterator entries(data_ / "files");
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

std::string text(const json::Value& object, const char* name) {
  const json::Value* member = object.find(name);
  if (member == nullptr) return "";
  return member->string() != nullptr ? *member->string() : json::write(*member);
}
