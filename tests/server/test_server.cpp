#include "test_server.h"

#include <fcntl.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/digest.h"
#include "server/routes/document_routes.h"
#include "support/catch.h"

std::string Answer::header(const std::string& name) const {
  const std::size_t at = head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 4;
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

std::string Answer::code() const { return error("code"); }
std::string Answer::message() const { return error("message"); }

std::string Answer::error(const char* member) const {
  const json::Value answer = json();
  const json::Value* error = answer.find("error");
  return error == nullptr ? "no error: " + body : *error->find(member)->string();
}

json::Value Answer::data(const std::string& name) const {
  const json::Value envelope = json();
  return *envelope.find("data")->find(name);
}

ScratchFiles::ScratchFiles(std::filesystem::path directory) : directory_(std::move(directory)) {
  std::filesystem::create_directory(directory_);
}

std::optional<job::OpenFile> ScratchFiles::open(const std::string& name, std::int64_t bytes) const {
  const auto path = directory_ / name;
  base::FileDescriptor descriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!descriptor || std::filesystem::file_size(path) != static_cast<std::uintmax_t>(bytes)) {
    return std::nullopt;
  }
  return job::OpenFile{std::move(descriptor), bytes};
}

base::TempFile ScratchFiles::create_temp_file() const {
  if (!room) throw base::DiskFull("the test filled the disk");
  return base::TempFile{directory_};
}

void ScratchFiles::write(const std::string& name, const std::string& bytes) const {
  std::ofstream{directory_ / name, std::ios::binary} << bytes;
}

void ScratchFiles::remove(const std::string& name) const {
  std::filesystem::remove(directory_ / name);
}

TestServer::TestServer(const server::Settings& settings, const auth::Rates& rates,
                       const job::QueueLimits& queue_limits)
    : rate_limiters(rates),
      catalogue(model::Catalogue::load(std::filesystem::path{GORMIC_BI_TREE} /
                                       "tests/end_to_end/catalogues/shop")
                    .catalogue),
      server({.clock = clock,
              .log = log,
              .messages = messages,
              .jobs = {.store = jobs,
                       .queue = queue,
                       .listing = listing,
                       .progress = progress,
                       .files = files,
                       .queue_limits = queue_limits},
              .auth = {.keys = keys,
                       .sessions = sessions,
                       .links = links,
                       .audit = audit,
                       .rate_limiters = rate_limiters},
              .data = {.catalogue = [this] { return catalogue; },
                       .sources = sources,
                       .source_states = [this] { return source_states; }},
              .previews = previews,
              .installation = {
                  .health =
                      [] {
                        return std::vector<server::HealthFinding>{
                            {"error", "disk", base::Message{"server.disk_full"}}};
                      },
                  .full_health = [this]() -> std::optional<std::vector<server::HealthFinding>> {
                    if (is_checking) return std::nullopt;
                    return std::vector<server::HealthFinding>{
                        {"warning", "clock", base::Message{"app.on_network"}}};
                  },
                  .catalogue_faults =
                      [] {
                        return std::vector<base::Diagnostic>{
                            {"models/x.json", base::Message{"server.disk_full"}}};
                      },
                  .test_source =
                      [this](const std::string& name) {
                        const auto found = source_states.find(name);
                        return found == source_states.end() ? std::nullopt
                                                            : std::optional{found->second};
                      }},
              .preferences = {.favourites = favourites, .saved_requests = saved_requests},
              .envelope = {.instance_id = "instance-1"}},
             settings) {
  REQUIRE(catalogue != nullptr);
  server.start();
}

namespace {

/// How many segments are parameters, of a path of the document that the request's path is of.
std::optional<int> placeholders(std::string_view pattern, std::string_view path) {
  int count = 0;
  while (!pattern.empty() && !path.empty()) {
    const auto pop = [](std::string_view& rest) {
      const std::size_t end = std::min(rest.find('/', 1), rest.size());
      const std::string_view segment = rest.substr(0, end);
      rest.remove_prefix(end);
      return segment;
    };
    const std::string_view wanted = pop(pattern);
    const std::string_view found = pop(path);
    if (wanted.starts_with("/{")) {
      ++count;
    } else if (wanted != found) {
      return std::nullopt;
    }
  }
  return pattern.empty() && path.empty() ? std::optional{count} : std::nullopt;
}

/// Throws if the served document does not declare the status for the request's operation. Refusals
/// of the method and of too long a head belong to no operation.
void require_declared(std::string method, std::string_view target, int status) {
  static const json::Value document = server::openapi_document();
  if (status == 405 || status == 431) return;
  if (method == "HEAD") method = "GET";
  for (char& letter : method) letter = static_cast<char>(std::tolower(letter));
  const std::string_view path = target.substr(0, target.find('?'));
  const json::Value* nearest = nullptr;
  int fewest = 100;
  for (const json::Member& candidate : *document.find("paths")->members()) {
    const auto count = placeholders(candidate.name, path);
    if (!count || *count >= fewest) continue;
    fewest = *count;
    nearest = candidate.value.find(method);
  }
  if (nearest == nullptr) return;
  if (nearest->find("responses")->find(std::to_string(status)) == nullptr) {
    throw std::runtime_error(method + " " + std::string{target} +
                             ": the OpenAPI document does not declare " + std::to_string(status));
  }
}

}  // namespace

Answer TestServer::bare(const std::string& method, const std::string& path, const Headers& headers,
                        const std::string& body) const {
  std::string request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
  for (const std::string& header : headers) request += header + "\r\n";
  if (!body.empty()) request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  RawClient client{server.url()};
  client.send(request + "\r\n" + body);
  const std::string received = client.receive_all();
  const std::size_t blank = received.find("\r\n\r\n");
  REQUIRE(blank != std::string::npos);
  const int status = std::stoi(received.substr(9, 3));
  require_declared(method, path, status);
  return {status, received.substr(0, blank + 2), received.substr(blank + 4)};
}

Answer TestServer::ask(const std::string& method, const std::string& path, Headers headers,
                       const std::string& body) const {
  const auto has = [&](const char* name) {
    for (const std::string& header : headers) {
      if (header.starts_with(name)) return true;
    }
    return false;
  };
  if (!has("api-key:")) headers.push_back("api-key: " + key);
  if (!has("organization-id:")) headers.emplace_back("organization-id: ACME");
  return bare(method, path, headers, body);
}

Answer TestServer::submit(const std::string& body, Headers headers) const {
  headers.emplace_back("Content-Type: application/json");
  return ask("POST", "/v1/bi/jobs", std::move(headers), body);
}

std::string TestServer::create_key(const std::string& organization, std::set<auth::Scope> scopes) {
  return keys.create({base::OrganizationUid{organization}, "test", scopes}).secret;
}

base::JobId TestServer::pending() {
  return jobs.submit({.organization = base::OrganizationUid{"ACME"},
                      .key = key_id,
                      .data_model = "shop.sales",
                      .data_model_version = 2,
                      .data_model_sha256 = catalogue ? catalogue->model("shop.sales")->sha256 : "",
                      .request = "{}"});
}

base::JobId TestServer::completed(const std::string& file_name, const std::string& bytes) {
  const base::JobId id = pending();
  const auto job = jobs.claim(epoch);
  REQUIRE(job.has_value());
  REQUIRE(job->id == id);
  files.write(id.text(), bytes);
  REQUIRE(jobs.complete(
      {.job = id, .epoch = epoch, .attempt = job->attempt},
      {.file = id.text(),
       .file_name = file_name,
       .mime_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
       .rows = 3,
       .bytes = static_cast<std::int64_t>(bytes.size()),
       .sha256 = base::hex(base::sha256(bytes)),
       .expires_at = clock.now() + std::chrono::days{7}},
      {}));
  return id;
}

base::JobId TestServer::failed() {
  const base::JobId id = pending();
  const auto job = jobs.claim(epoch);
  REQUIRE(job.has_value());
  REQUIRE(jobs.fail({.job = id, .epoch = epoch, .attempt = job->attempt}, job::FailureCode::kReport,
                    base::Message{"server.disk_full"}));
  return id;
}

std::string TestServer::link(const base::JobId& job) const {
  const json::Value described = get("/v1/bi/jobs/" + job.text()).data("job");
  const json::Value* url = described.find("downloadUrl");
  REQUIRE(url != nullptr);
  REQUIRE(url->string()->starts_with(server.url() + "/"));
  return url->string()->substr(server.url().size());
}

std::string order(const std::string& lang, const std::string& more, const std::string& uid) {
  return R"({"params": {"uid": ")" + uid + R"(", "lang": ")" + lang +
         R"(", "template": "excel-auto")" + more + "}}";
}

std::string path_of(const base::JobId& id) { return "/v1/bi/jobs/" + id.text(); }

std::string text(const json::Value& object, const char* name) {
  const json::Value* member = object.find(name);
  return member == nullptr || member->string() == nullptr ? "" : *member->string();
}
