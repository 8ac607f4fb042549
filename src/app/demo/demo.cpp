#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <sstream>

#include "app/commands.h"
#include "app/demo/demo_client.h"
#include "app/demo/demo_data.h"
#include "app/demo/sample_catalogue.h"
#include "app/option.h"
#include "app/server_app.h"
#include "app/signals.h"
#include "base/error.h"
#include "json/parse.h"
#include "json/write.h"
#include "model/request.h"

namespace app {
namespace {

constexpr const char* kOrganization = "wahat-group";
constexpr const char* kModel = "sales.invoices";

/// The request that the demo sends, and prints for use with curl.
std::string request_body(const std::string& lang) {
  const json::Value period = json::Value::object(
      {{"key", "period"},
       {"value", json::Value::object({{"from", "2024-11-01"}, {"to", "2026-10-31"}})}});
  return json::write(json::Value::object(
      {{"params", json::Value::object({{"uid", kModel},
                                       {"lang", lang},
                                       {"template", model::kExcelAutoTemplate},
                                       {"parameters", json::Value::Array{period}}})}}));
}

/// One customer for 50 invoices, so that each has some.
std::int64_t customer_count(std::int64_t invoices) {
  return std::clamp<std::int64_t>(invoices / 50, 16, DemoScale{}.customers);
}

json::Value response_data(const DemoClient::Response& answer, const std::string& what) {
  if (answer.status != 200) {
    throw base::Error("demo: " + what + ": status " + std::to_string(answer.status) + ": " +
                      answer.body);
  }
  return *json::parse(answer.body).find("data");
}

const std::string& text_member(const json::Value& object, const char* name) {
  const json::Value* value = object.find(name);
  if (value == nullptr || value->string() == nullptr) {
    throw base::Error(std::string{"demo: the answer has no "} + name);
  }
  return *value->string();
}

/// Prints one line about a job; on a terminal it replaces the previous one.
void show_progress(const json::Value& job) {
  std::ostringstream line;
  line << "  " << text_member(job, "status");
  if (const json::Value* progress = job.find("progress")) {
    if (const auto* rows = progress->find("rows")) line << ", " << json::write(*rows) << " rows";
  }
  if (::isatty(STDOUT_FILENO) != 0) {
    std::cout << "\r\x1B[K" << line.str() << std::flush;
  } else {
    std::cout << line.str() << "\n";
  }
}

/// Submits a report, waits for it and downloads it, as an application would.
std::filesystem::path fetch_report(DemoClient& client, const std::string& lang,
                                   const std::filesystem::path& directory) {
  std::cout << "POST /v1/bi/jobs  " << kModel << " in " << lang << "\n";
  const json::Value submitted =
      response_data(client.post("/v1/bi/jobs", request_body(lang)), "submit");
  const std::string path = "/v1/bi/jobs/" + text_member(submitted, "jobId");
  while (true) {
    const json::Value data = response_data(client.get(path + "?wait=1"), "status");
    const json::Value& job = *data.find("job");
    show_progress(job);
    const std::string& status = text_member(job, "status");
    if (status == "pending" || status == "running") continue;
    if (::isatty(STDOUT_FILENO) != 0) std::cout << "\n";
    if (status != "completed") throw base::Error("demo: the job has " + status);
    const std::filesystem::path file = directory / text_member(job, "outputFileName");
    client.download(text_member(job, "downloadUrl"), file);
    return file;
  }
}

void print_curl_commands(const std::string& url, const std::string& key) {
  const std::string identity =
      " \\\n    -H 'api-key: " + key + "' -H 'organization-id: " + kOrganization + "'";
  std::cout
      << "\nThe same by hand. Submit; the answer has the jobId:\n"
      << "  curl -s " << url << "/v1/bi/jobs" << identity
      << " \\\n    -H 'content-type: application/json' -d '" << request_body("ar") << "'\n"
      << "Wait for it, with that jobId in the place of JOB-ID; the answer has the downloadUrl:\n"
      << "  curl -s '" << url << "/v1/bi/jobs/JOB-ID?wait=25'" << identity << "\n"
      << "Download it, with that downloadUrl in the place of DOWNLOAD-URL:\n"
      << "  curl -sS -o report.xlsx 'DOWNLOAD-URL'\n"
      << "What can be asked for:\n"
      << "  curl -s " << url << "/v1/bi/data-models" << identity << "\n"
      << "The API in a browser: " << url << "/docs\n";
}

/// A key in the place of the one that an earlier run made, whose secret is not known any more; what
/// belongs to that one belongs to the new one.
auth::ApiKeyStore::Created replace_key(auth::ApiKeyStore& keys) {
  const auth::KeyGrant grant{.organization = base::OrganizationUid{kOrganization},
                             .label = "demo",
                             .scopes = {auth::Scope::kAdmin, auth::Scope::kOperator}};
  std::optional<auth::ApiKeyStore::Created> created;
  for (const auth::ApiKey& key : keys.list()) {
    if (key.revoked_at || key.grant.expires_at || key.grant.label != grant.label ||
        key.grant.organization != grant.organization || key.grant.scopes != grant.scopes) {
      continue;
    }
    if (created) static_cast<void>(keys.revoke(created->key.id));
    created = keys.rotate(key.id, std::chrono::seconds{0});
  }
  return created ? *std::move(created) : keys.create(grant);
}

int demo(const DemoSettings& settings) {
  Signals signals;
  const std::filesystem::path directory = std::filesystem::absolute(settings.directory);
  ServeSettings serving;
  serving.catalogue = directory / "catalogue";
  serving.data = directory / "data";
  serving.listen = settings.listen;
  {
    worker::DataDirectory data(serving.data);
    data.lock_exclusive();  // throws if a demo runs there, whose data must not change
  }
  write_sample_catalogue(serving.catalogue);
  const DemoCounts counts = write_demo_data(
      serving.catalogue / kDemoDatabase,
      {.invoices = settings.invoices, .customers = customer_count(settings.invoices)});
  std::cout << "Sample catalogue and data in " << serving.catalogue.string() << ": "
            << counts.invoices + counts.credit_notes << " invoices and credit notes, "
            << counts.lines << " lines\n";

  base::Log log(base::Severity::kWarning);
  ServerApp server_app(serving, log);
  const auth::ApiKeyStore::Created created = replace_key(server_app.keys());
  const std::string& key = created.secret;
  std::cout << "Serving on " << server_app.url() << "\n";
  DemoClient client(server_app.url(), key, kOrganization);
  for (const char* lang : {"ar", "en"}) {
    std::cout << "  " << fetch_report(client, lang, directory).string() << "\n";
  }
  if (settings.once) return 0;
  print_curl_commands(server_app.url(), key);
  std::cout << "The reports in a browser, signed in by this link, once:\n"
            << server_app.create_sign_in_link(created.key) << "\n";
  std::cout << "\nServing until Ctrl-C." << std::endl;
  signals.wait();
  return 0;
}

}  // namespace

void add_demo(CLI::App& root, DemoSettings& settings, Action& action) {
  CLI::App* command = root.add_subcommand(
      "demo", "Write a sample catalogue and bilingual data, serve them, and render two workbooks");
  add_option(*command, "directory", settings.directory,
             "The folder for catalogue, data and workbooks")
      ->capture_default_str();
  add_option(*command, "invoices", settings.invoices, "Number of invoices in the data")
      ->check(CLI::Range(1, 5'000'000))
      ->capture_default_str();
  add_option(*command, "listen", settings.listen, "HOST:PORT; port 0 picks a free port")
      ->capture_default_str();
  command->add_flag("--once", settings.once, "End after the two workbooks")
      ->envname(environment_variable("once"));
  command->final_callback([&] { action = [&] { return demo(settings); }; });
}

}  // namespace app
