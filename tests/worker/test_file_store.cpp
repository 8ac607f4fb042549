#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/system_calls.h"
#include "worker/file_store.h"

using worker::FileStore;

namespace {

std::string committed(const FileStore& file_store, const std::string& text) {
  FileStore::PendingFile draft = file_store.create_pending();
  std::ofstream(draft.path()) << text;
  return draft.commit();
}

std::string contents(const job::OpenFile& file) {
  std::string text(static_cast<std::size_t>(file.bytes), '\0');
  const ssize_t count = ::read(file.descriptor.number(), text.data(), text.size());
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  return text;
}

std::set<std::string> names(const std::filesystem::path& directory) {
  std::set<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    all.insert(entry.path().filename().string());
  }
  return all;
}

std::filesystem::perms mode(const std::filesystem::path& path) {
  return std::filesystem::status(path).permissions() & std::filesystem::perms::all;
}

constexpr std::int64_t kBytes = 8;  // of "workbook"

constexpr auto kOwnerReadsAndWrites =
    std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;

}  // namespace

TEST_CASE("a committed file is read by its name, complete and private to its user") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path() / "files");
  CHECK(mode(file_store.directory()) == std::filesystem::perms::owner_all);
  const std::string name = committed(file_store, "workbook");
  CHECK(names(file_store.directory()) == std::set{name});
  CHECK(mode(file_store.directory() / name) == kOwnerReadsAndWrites);
  const auto file = file_store.open(name, kBytes);
  REQUIRE(file);
  CHECK(file->bytes == 8);
  CHECK(contents(*file) == "workbook");
}

TEST_CASE("a committed file is private to its user, whatever mode its renderer gave it") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path());
  FileStore::PendingFile draft = file_store.create_pending();
  CHECK_FALSE(std::filesystem::exists(draft.path()));
  std::ofstream(draft.path()) << "x";
  std::filesystem::permissions(draft.path(), std::filesystem::perms::all);
  CHECK(mode(file_store.directory() / draft.commit()) == kOwnerReadsAndWrites);
}

TEST_CASE("a pending file that is not committed leaves nothing, and cannot be opened") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path());
  {
    const FileStore::PendingFile draft = file_store.create_pending();
    std::ofstream(draft.path()) << "half";
    const std::string name = draft.path().stem().string();
    CHECK_FALSE(file_store.open(name, 4));
  }
  CHECK(names(file_store.directory()).empty());
}

TEST_CASE(
    "a pending file that cannot be committed leaves nothing, and the error has a user message") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path());
  FileStore::PendingFile draft = file_store.create_pending();
  try {
    static_cast<void>(draft.commit());
    FAIL("published a file that is not there");
  } catch (const base::Error& error) {
    CHECK(error.user_message() == base::Message{"worker.storage"});
  }
  CHECK(names(file_store.directory()).empty());
}

TEST_CASE("a file is durable before it has its name, and the name before it is returned") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path());
  const SystemCalls calls;
  static_cast<void>(committed(file_store, "workbook"));
  CHECK(calls.made() == std::vector<std::string>{"fsync file", "rename", "fsync directory"});
}

TEST_CASE("whichever step of a commit fails, nothing is left") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path());
  for (std::size_t step = 0; step < 3; ++step) {
    for (const int error : {EIO, ENOSPC}) {
      SystemCalls calls;
      calls.fail(step, error);
      CHECK_THROWS_AS(committed(file_store, "workbook"), base::Error);
      CHECK(calls.made().size() == step + 1);
      CHECK(names(file_store.directory()).empty());
    }
  }
}

TEST_CASE("names are random and reveal nothing") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path());
  const std::string one = committed(file_store, "x");
  CHECK(one.size() == 32);
  CHECK(one != committed(file_store, "x"));
}

TEST_CASE("everything that no completed job has is removed as an orphan") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path());
  const std::string kept = committed(file_store, "kept");
  static_cast<void>(committed(file_store, "orphan"));
  std::ofstream(file_store.directory() / "half.part") << "half";
  std::filesystem::create_directories(file_store.directory() / "scratch" / "deep");
  CHECK(file_store.remove_orphans({kept, "gone"}) == 3);
  CHECK(names(file_store.directory()) == std::set{kept});
}

TEST_CASE("anything other than the committed file is absent") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path());
  std::ofstream(file_store.directory() / "cut") << "work";
  std::filesystem::create_directory(file_store.directory() / "folder");
  std::filesystem::create_symlink("cut", file_store.directory() / "link");
  REQUIRE(::mkfifo((file_store.directory() / "pipe").c_str(), 0600) == 0);
  for (const char* name : {"cut", "folder", "link", "pipe"}) {
    INFO(name);
    CHECK_FALSE(file_store.open(name, kBytes));
  }
}

TEST_CASE("a removed file is absent, and an open one stays readable") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path());
  const std::string name = committed(file_store, "workbook");
  const auto file = file_store.open(name, kBytes);
  file_store.remove(name);
  file_store.remove(name);
  CHECK_FALSE(file_store.open(name, kBytes));
  REQUIRE(file);
  CHECK(contents(*file) == "workbook");
}

TEST_CASE("a temporary file has no name, and is refused while the reserve of the disk is used") {
  const TempDir temp_dir;
  const FileStore file_store(temp_dir.path(), 1);
  base::TempFile file = file_store.create_temp_file();
  static_cast<void>(file.append("work"));
  static_cast<void>(file.append("book"));
  CHECK(names(file_store.directory()).empty());
  CHECK(contents({file.release(), 0}).empty());  // at its end
  const FileStore full(temp_dir.path(), std::uintmax_t{1} << 62U);
  CHECK_THROWS_AS(full.create_temp_file(), base::DiskFull);
  CHECK(names(file_store.directory()).empty());
}

TEST_CASE("new jobs need a gibibyte of disk and a twentieth of it") {
  const auto is_enough = [](std::uintmax_t capacity, std::uintmax_t available) {
    return FileStore::is_reserve_free(
        {.capacity = capacity, .free = available, .available = available});
  };
  constexpr std::uintmax_t kGibibyte = std::uintmax_t{1} << 30U;
  CHECK(is_enough(10 * kGibibyte, kGibibyte));
  CHECK_FALSE(is_enough(10 * kGibibyte, kGibibyte - 1));
  CHECK(is_enough(100 * kGibibyte, 5 * kGibibyte));
  CHECK_FALSE(is_enough(100 * kGibibyte, 5 * kGibibyte - 1));
}
