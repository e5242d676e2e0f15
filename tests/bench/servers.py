"""Empty databases, made and dropped through the servers' own clients."""

import os
import pathlib
import subprocess
from urllib.parse import urlsplit

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
MYSQL = os.environ.get("TEST_MYSQL_URL", "mysql://root@127.0.0.1:3306/mysql")


def mysql_client(database=None):
    at = urlsplit(MYSQL)
    command = ["mariadb", "--no-defaults", "--protocol=tcp", "-h", at.hostname, "-P", str(at.port or 3306)]
    command += ["-u", at.username or "root"] + ([f"--password={at.password}"] if at.password else [])
    return command + ([database] if database else [])


class Database:
    """One empty database of a dialect, for one run."""

    counter = 0

    def __init__(self, dialect, folder):
        Database.counter += 1
        self.dialect = dialect
        self.name = f"mt_bench_{os.getpid()}_{Database.counter}"
        self.path = pathlib.Path(folder) / f"{self.name}.db"
        self.url = {
            "sqlite": f"sqlite://{self.path}?mode=rwc",
            "postgres": urlsplit(POSTGRES)._replace(path=f"/{self.name}").geturl(),
            "mysql": urlsplit(MYSQL)._replace(path=f"/{self.name}").geturl(),
        }[dialect]

    def __enter__(self):
        self._server(f"CREATE DATABASE {self.name}")
        return self

    def __exit__(self, *_):
        self._server(f"DROP DATABASE {self.name}")
        for suffix in ("", "-wal", "-shm", "-journal"):
            pathlib.Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    def _server(self, statement):
        command = {
            "sqlite": None,
            "postgres": ["psql", POSTGRES, "-qc", statement],
            "mysql": mysql_client() + ["-e", statement],
        }[self.dialect]
        if command:
            subprocess.run(command, check=True)

    def raw_client(self, script):
        """The command that runs a file of SQL through the server's own client."""
        return {
            "sqlite": ["sqlite3", "-bail", str(self.path), f".read {script}"],
            "postgres": ["psql", self.url, "-qv", "ON_ERROR_STOP=1", "-f", str(script)],
            "mysql": mysql_client(self.name) + ["-e", f"source {script}"],
        }[self.dialect]

    def tables(self):
        """How many benchmark tables stand there: whether a run did its work."""
        count = "SELECT count(*) FROM {} WHERE {} LIKE 'items%'"
        command = {
            "sqlite": ["sqlite3", str(self.path), count.format("sqlite_master", "type = 'table' AND name")],
            "postgres": ["psql", self.url, "-Atc", count.format("pg_tables", "tablename")],
            "mysql": mysql_client()
            + ["-Ne", count.format("information_schema.tables", f"table_schema = '{self.name}' AND table_name")],
        }[self.dialect]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
