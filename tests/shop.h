#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "model/check.h"
#include "scratch.h"

/// A small catalogue over a small SQLite database, for tests that need real rows: one data model,
/// `shop.orders`, with every kind of column, over a table that holds what real ones do.
class Shop {
 public:
  Shop();

  /// The order for `params` without uid and template, in `lang`. Throws where it is refused.
  [[nodiscard]] model::Order order(std::string_view lang, std::string_view members = "") const;
  /// Other rows: a statement or several.
  void execute(std::string_view sql) const;

  [[nodiscard]] const std::filesystem::path& directory() const { return scratch_.path(); }

 private:
  Scratch scratch_;
  std::shared_ptr<const model::Catalogue> catalogue_;
};
