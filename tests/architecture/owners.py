"""Which module owns which third-party headers (ARCHITECTURE.md)."""

# The modules that may include each header; one that no pattern names is not allowed anywhere.
OWNERS = {
    r"spdlog/.*": {"base"},
    r"openssl/(crypto|evp|hmac|rand|sha)\.h": {"base"},
    r"rapidjson/.*": {"json"},
    r"sqlite3\.h": {"database"},
    r"xlsxwriter\.h|xlsxwriter/.*": {"workbook"},
    r"isa-l\.h|isa-l/.*|igzip_lib\.h|crc\.h": {"workbook"},
    r"zlib\.h|minizip/.*|zip\.h|unzip\.h": {"workbook"},
    r"unicode/.*": {"language"},
    r"absl/time/.*": {"language"},
    r"libpq-fe\.h|sql\.h|sqlext\.h|sqltypes\.h|sqlucode\.h": {"source"},
    r"httplib\.h": {"server", "app"},
    r"openssl/(ssl|err|x509.*)\.h": {"server"},
    r"CLI/.*": {"app", "main.cpp"},
}

# The C++ library has no dot and no slash in its names; these are POSIX's and Linux's.
SYSTEM = r"[a-z_]+|(sys|linux|netinet|arpa)/\w+\.h|(fcntl|unistd|dirent|dlfcn|grp|netdb|poll|pwd|sched|signal|spawn|termios)\.h"
