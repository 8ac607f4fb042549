#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/server_app.h"
#include "json/value.h"
#include "app/demo/demo_client.h"

/// The whole server in this process, with a catalogue that all fixtures share and its own data
/// directory, and an HTTP client of it.
class AppFixture {
 public:
  /// Throws what app::ServerApp throws.
  explicit AppFixture(const std::filesystem::path& data);

  /// Creates a key of the organization ACME; called once, before submit().
  std::string create_key();
  void use_key(const std::string& key);

  /// The new job's id; absent without a response of status 200.
  std::optional<std::string> submit();
  /// The ids of all of the organization's jobs.
  std::vector<std::string> jobs();
  /// The job's status when it is terminal, or after some seconds; null when there is no such job. A
  /// read that an injected fault hits is retried.
  json::Value wait_for_end(const std::string& job);
  /// Whether the completed job's file exists and is complete, as its status says.
  bool has_whole_file(const json::Value& job);

  /// The response's status for a request without a body; 0 without a response.
  int request(const std::string& method, const std::string& path);

  [[nodiscard]] const std::filesystem::path& data() const { return data_; }
  [[nodiscard]] std::size_t files() const;

 private:
  const std::filesystem::path data_;
  base::Log log_;
  app::ServerApp server_app_;
  std::string key_;
  std::optional<app::DemoClient> client_;
};

/// A member of an object, as text.
std::string text(const json::Value& object, const char* name);
