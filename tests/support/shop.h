#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "model/request_validator.h"
#include "support/temp_dir.h"

/// A small catalogue over a small SQLite database, for tests that need real rows: one data model,
/// `shop.orders`, with every kind of column, over a table with realistic contents.
class Shop {
 public:
  /// `layout` is the data model's `layout`.
  explicit Shop(std::string_view layout = "{}");

  /// The report spec for `params` with `members` (without uid and template), in `lang`, of the
  /// organization "top". Throws when the request is rejected.
  [[nodiscard]] model::ReportSpec order(std::string_view lang, std::string_view members = "",
                                        std::string_view key_label = "") const;
  /// Runs one or more SQL statements, to change the rows.
  void execute(std::string_view sql) const;

  [[nodiscard]] const std::filesystem::path& directory() const { return temp_dir_.path(); }

 private:
  TempDir temp_dir_;
  std::shared_ptr<const model::Catalogue> catalogue_;
};
