#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "auth/rate_limiters.h"
#include "job/admission.h"
#include "server/settings.h"
#include "workbook/deflate/compression.h"
#include "worker/file_store.h"

namespace app {

// What the commands are told, by flag, configuration file or environment, in one struct a command.

struct ServeSettings {
  std::filesystem::path catalogue;
  std::filesystem::path data;
  std::string listen = "127.0.0.1:8080";  // HOST:PORT, ...; port 0 takes a free one
  server::Settings server = {};           // without the addresses and files of TLS
  server::Tls::Files tls = {};            // empty: none
  bool plain_http = false;                // on a public address too
  auth::Rates rate_limits = {};
  unsigned workers = 0;  // renderer threads; 0: one for each core and one more
  job::QueueLimits queue_limits{.max_pending = 20'000,
                                .max_pending_per_organization = 5'000,
                                .max_bytes_per_organization = std::int64_t{50} * 1'000'000'000};
  std::uintmax_t disk_reserve =
      worker::FileStore::kDefaultReserveBytes;  // bytes that finished files leave free
  workbook::Compression compression = workbook::Compression::kFast;
  std::chrono::seconds link_lifetime{15 * 60};
  std::string app_name = "gormic";  // `app` and `service` of the envelope
  std::string service_name = "bi";
};

struct DemoSettings {
  std::filesystem::path directory = "demo";
  std::int64_t invoices = 20'000;
  std::string listen = "127.0.0.1:0";
  bool once = false;  // end after the two workbooks instead of serving on
};

struct RenderSettings {
  std::filesystem::path catalogue;
  std::string model;
  std::string lang = "en";
  std::string organization;
  std::vector<std::string> parameters;  // key=value, key.from=value, or a key again for a list
  std::string query;                    // JSON
  std::vector<std::string> ids;
  workbook::Compression compression = workbook::Compression::kFast;
  std::chrono::seconds time_limit = std::chrono::days{1};  // the longest that a data model may have
  std::filesystem::path out;
};

struct CheckSettings {
  std::filesystem::path catalogue;
  bool strict = false;  // a warning is a fault
};

struct NewModelSettings {
  std::filesystem::path catalogue;
  std::string source;
  std::filesystem::path file;  // an SQLite database that the source is made of; empty: it is there
  std::string table;           // this, or a file with a query
  std::filesystem::path sql;
  std::string uid;  // empty: after the table
};

struct KeySettings {
  std::filesystem::path data;
  std::string organization;
  std::string label;
  std::vector<std::string> scopes{"submit", "read", "cancel"};
  std::vector<std::string> models;  // none: all
  std::string data_of = "below";    // "own" or "below"
  int days = 0;                     // until it expires; 0: never
  std::string id;                   // of the key to revoke or rotate
  int hours = 24;                   // until a rotated key expires
  std::optional<int> new_days;      // of the key in its place; absent: as many as it had
};

struct LinkSettings {
  std::filesystem::path data;
};

struct AuditSettings {
  std::filesystem::path data;
  // Empty: all.
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

struct DoctorSettings {
  std::filesystem::path data;
  std::filesystem::path catalogue;  // empty: not looked at
  std::string lang = "en";
};

}  // namespace app
