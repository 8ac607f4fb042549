// Checks the table against the published calendar: tests/data has its months and days.

#include "language/umm_al_qura.h"

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.h"

using language::HijriDate;
using std::chrono::days;
using std::chrono::sys_days;
using namespace std::chrono_literals;

namespace {

/// The lines of a file without comments, split into words.
std::vector<std::vector<std::string>> lines(const std::string& name) {
  std::ifstream file(GORMIC_BI_TREE "/tests/data/" + name);
  std::vector<std::vector<std::string>> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    lines.emplace_back();
    for (std::string word; words >> word;) lines.back().push_back(word);
  }
  return lines;
}

/// "2026-01-31"
sys_days date(const std::string& text) {
  REQUIRE(text.size() == 10);
  return std::chrono::year{std::stoi(text.substr(0, 4))} / std::stoi(text.substr(5, 2)) /
         std::stoi(text.substr(8, 2));
}

}  // namespace

TEST_CASE("each published date is the date of its day") {
  int printed = 0;
  std::set<std::string> places;
  for (const auto& line : lines("umm-al-qura-printed.txt")) {
    const int year = std::stoi(line.at(0));
    places.insert(line.at(1));
    for (std::size_t i = 2; i < line.size(); ++i) {
      INFO(year << ' ' << line[i]);
      const int month = std::stoi(line[i].substr(0, 2));
      const int day = std::stoi(line[i].substr(3, 2));
      const sys_days gregorian = date(line[i].substr(6));
      CHECK(language::to_hijri(gregorian) == HijriDate{year, month, day});
      const auto first = language::first_day_of_hijri_month(year, month);
      REQUIRE(first.has_value());
      CHECK(*first + days{day - 1} == gregorian);
      ++printed;
    }
  }
  CHECK(printed == 1220);
  CHECK(places == std::set<std::string>{"newspaper", "website"});
}

TEST_CASE("each day of the published months has its Hijri date") {
  sys_days day = 1924y / 8 / 1;
  int year = language::kFirstHijriYear;
  int wrong = 0;
  for (const auto& line : lines("umm-al-qura-months.txt")) {
    REQUIRE(line.size() == 14);
    CHECK(std::stoi(line[0]) == year);
    CHECK(date(line[1]) == day);
    for (int month = 1; month <= 12; ++month) {
      const int length = std::stoi(line[static_cast<std::size_t>(month) + 1]);
      if (language::first_day_of_hijri_month(year, month) != day) ++wrong;
      for (int date = 1; date <= length; ++date, day += days{1}) {
        if (language::to_hijri(day) != HijriDate{year, month, date}) ++wrong;
      }
    }
    ++year;
  }
  CHECK(wrong == 0);
  CHECK(year == language::kLastHijriYear + 1);
  CHECK(day == sys_days{2077y / 11 / 17});
}

TEST_CASE("there is no Hijri date outside the published years") {
  CHECK_FALSE(language::to_hijri(1924y / 7 / 31).has_value());
  CHECK(language::to_hijri(1924y / 8 / 1) == HijriDate{1343, 1, 1});
  CHECK(language::to_hijri(2077y / 11 / 16) == HijriDate{1500, 12, 30});
  CHECK_FALSE(language::to_hijri(2077y / 11 / 17).has_value());
  for (const sys_days day :
       {sys_days{1y / 1 / 1}, sys_days{1882y / 11 / 12}, sys_days{2174y / 11 / 25},
        sys_days{9999y / 12 / 31}, sys_days::min(), sys_days::max()}) {
    CHECK_FALSE(language::to_hijri(day).has_value());
  }
  CHECK_FALSE(language::first_day_of_hijri_month(1342, 12).has_value());
  CHECK_FALSE(language::first_day_of_hijri_month(1343, 0).has_value());
  CHECK(language::first_day_of_hijri_month(1342, 13) == sys_days{1924y / 8 / 1});
  CHECK(language::first_day_of_hijri_month(1500, 13) == sys_days{2077y / 11 / 17});
  CHECK(language::first_day_of_hijri_month(1501, 1) == sys_days{2077y / 11 / 17});
  CHECK_FALSE(language::first_day_of_hijri_month(1501, 2).has_value());
  CHECK_FALSE(language::first_day_of_hijri_month(9999, 1).has_value());
  CHECK_FALSE(language::first_day_of_hijri_month(0, 1).has_value());
}
