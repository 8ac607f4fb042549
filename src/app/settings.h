#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "auth/rate_limiters.h"
#include "auth/session_store.h"
#include "job/admission.h"
#include "server/settings.h"
#include "workbook/deflate/compression.h"
#include "worker/file_store.h"

namespace app {

// The settings of each command, from flags, the configuration file and the environment.

inline constexpr const char* kDefaultListen = "127.0.0.1:8080";

struct ServeSettings {
  std::filesystem::path catalogue;
  std::filesystem::path data;
  std::string listen;  // HOST:PORT, ...; port 0 picks a free port; empty: kDefaultListen
  std::vector<server::Address> inherited = {};  // sockets that the service manager opened
  server::Settings server = {};                 // except addresses and TLS files
  server::Tls::Files tls = {};                  // empty: no TLS
  bool plain_http = false;                      // allowed on a public address
  auth::Rates rate_limits = {};
  unsigned workers = 0;  // threads that render; 0: one for each core and one more
  job::QueueLimits queue_limits{.max_pending = 20'000,
                                .max_pending_per_organization = 5'000,
                                .max_bytes_per_organization = std::int64_t{50} * 1'000'000'000};
  std::uintmax_t disk_reserve =
      worker::FileStore::kDefaultReserveBytes;  // bytes of disk to keep free
  workbook::Compression compression = workbook::Compression::kFast;
  std::chrono::seconds link_lifetime{15 * 60};
  std::chrono::seconds session_idle = auth::SessionStore::kIdleTime;
  std::string app_name = "gormic";  // `app` and `service` of the envelope
  std::string service_name = "bi";
};

struct DemoSettings {
  std::filesystem::path directory = "demo";
  std::int64_t invoices = 20'000;
  std::string listen = "127.0.0.1:0";
  bool once = false;  // end after the two workbooks
};

struct RenderSettings {
  std::filesystem::path catalogue;
  std::string model;
  std::string lang = "en";
  std::string organization;
  std::vector<std::string> parameters;  // key=value or key.from=value; a repeated key is a list
  std::string query;                    // JSON
  std::vector<std::string> ids;
  workbook::Compression compression = workbook::Compression::kFast;
  std::chrono::seconds time_limit = std::chrono::days{1};  // the maximum of a data model
  std::filesystem::path out;
};

struct CheckSettings {
  std::filesystem::path catalogue;
  bool strict = false;  // treat warnings as faults
};

struct NewModelSettings {
  std::filesystem::path catalogue;
  std::string source;
  std::filesystem::path file;  // an SQLite database for a new source; empty: the source exists
  std::string table;           // this or `sql`, a file with a query
  std::filesystem::path sql;
  std::string uid;  // empty: from the table or the file
};

struct KeySettings {
  std::filesystem::path data;
  std::string organization;
  std::string label;
  std::vector<std::string> scopes{"submit", "read", "cancel"};
  std::vector<std::string> models;  // empty: all
  std::string data_of = "below";    // "own" or "below"
  int days = 0;                     // until it expires; 0: never
  std::string id;                   // of the key to revoke or rotate
  int hours = 24;                   // until a rotated key expires
  std::optional<int> new_days;      // of the new key; absent: as many as the old key had
};

struct LinkSettings {
  std::filesystem::path data;
};

struct OpenSettings {
  std::filesystem::path data;  // empty: that of the server's configuration file
  std::string key;             // the key's id; empty: the only live key
  bool print = false;          // print the link, and start no browser
};

struct AuditSettings {
  std::filesystem::path data;
  // Filters; an empty one does not filter.
  std::string organization;
  std::string action;
  std::string key;
  std::string target;
  std::string since;
  std::string until;
  std::string format = "text";
};

struct BackupSettings {
  std::filesystem::path data;
  std::filesystem::path folder;  // the backup
};

struct SetupSettings {
  std::filesystem::path folder = "/etc/gormic-bi";  // of gormic-bi.toml and setup.toml
  std::filesystem::path systemd = "/etc/systemd/system";
  std::string lang = "en";
  bool questions = true;  // false: flags only
  // An empty answer is asked for, or left as it is.
  std::string listen;
  std::string base_url;
  std::string tls_certificate;
  std::string tls_key;
  bool self_signed = false;
  bool plain_http = false;
  bool local_only = false;
  std::string organization;
  std::string organization_name;
  std::string organization_name_ar;
  std::string time_zone;   // of the organization: an IANA name
  std::string source;      // its name
  std::string connection;  // an SQLite file, or a connection string
  std::string dialect;     // of an ODBC source
  std::string table;       // of the first data model
  std::string label;       // of the first key
};

struct UpgradeSettings {
  std::filesystem::path data;  // empty: that of the server's configuration files
  std::string lang = "en";
  bool yes = false;  // undo, and do not only list
};

struct ConfigSettings {
  std::vector<std::string> flags;  // of `serve`
  std::string lang = "en";
  bool json = false;
  bool strict = false;  // treat warnings as errors
  bool sources = true;  // connect to the sources
};

struct ManualSettings {
  std::filesystem::path folder;
};

struct DoctorSettings {
  std::filesystem::path data;
  std::filesystem::path catalogue;  // empty: not checked
  std::string lang = "en";
  std::filesystem::path bundle;  // the support bundle to write; empty: none
};

}  // namespace app
