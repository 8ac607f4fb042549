#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "workbook/compression.h"

namespace app {

// What the commands are told, by flag, configuration file or environment, in one struct a command.

struct ServeSettings {
  std::filesystem::path catalogue;
  std::filesystem::path data;
  std::string listen = "127.0.0.1:8080";  // HOST:PORT; port 0 takes a free one
  std::string base_url;                   // of links; empty: http:// and the listening address
  unsigned workers = 0;                   // renderer threads; 0: one for each core
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
  std::filesystem::path out;
};

struct CheckSettings {
  std::filesystem::path catalogue;
};

struct KeySettings {
  std::filesystem::path data;
  std::string organization;
  std::string label;
  std::vector<std::string> scopes{"submit", "read"};
  int days = 0;    // until it expires; 0: never
  std::string id;  // of the key to revoke
};

}  // namespace app
