// Reads SQL for a comparison with other parsers. For each input line "DIALECT HEX" it prints the
// names to bind, in order, or "!" and the key of the error.
#include <array>
#include <iostream>
#include <sstream>
#include <string>

#include "base/error.h"
#include "model/definition/sql_template.h"

namespace {

using model::SqlDialect;
using model::SqlTemplate;

constexpr std::array<std::pair<std::string_view, SqlDialect>, 6> kDialects{
    {{"sqlite", SqlDialect::kSqlite},
     {"postgresql", SqlDialect::kPostgres},
     {"mysql", SqlDialect::kMySql},
     {"mariadb", SqlDialect::kMariaDb},
     {"transactsql", SqlDialect::kSqlServer},
     {"plsql", SqlDialect::kOracle}}};

std::string bytes_of(const std::string& hex) {
  std::string bytes;
  constexpr int kHex = 16;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, kHex));
  }
  return bytes;
}

std::string names_of(const SqlTemplate& sql) {
  std::string names;
  for (const SqlTemplate::Piece& piece : sql.pieces()) {
    if (const auto* name = std::get_if<SqlTemplate::Placeholder>(&piece)) names += name->name + ' ';
  }
  return names;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words{line};
    std::string dialect;
    std::string hex;
    words >> dialect >> hex;
    try {
      for (const auto& [name, known] : kDialects) {
        if (name == dialect) std::cout << names_of(SqlTemplate{bytes_of(hex), known});
      }
    } catch (const base::Error& error) {
      std::cout << '!' << error.user_message()->key;
    }
    std::cout << '\n';
  }
}
