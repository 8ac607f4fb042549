"""The ODBC drivers that Debian's packages install."""

import glob


def driver(name):
    """The path of a driver's library; None if it is not installed."""
    found = glob.glob(f"/usr/lib/*/odbc/{name}")
    return found[0] if found else None


def source(library, **options):
    words = ";".join(f"{key}={value}" for key, value in {"Driver": library, **options}.items())
    return {"kind": "odbc", "connection": words}


def of_postgres(server):
    library = driver("psqlodbcw.so")
    return library and source(library, Servername=server.folder, Port=server.port, Database="postgres", UID="postgres")


def of_sqlite(file):
    library = driver("libsqlite3odbc.so")
    return library and source(library, Database=file)


def of_mariadb(server):
    library = driver("libmaodbc.so")
    return library and source(library, SOCKET=server.socket, Database="all_types", UID="root", CHARSET="utf8mb4")
