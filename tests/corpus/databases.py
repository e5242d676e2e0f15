"""Databases that are made, loaded by the server's own client, and compared by its own catalogue."""

import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import urllib.parse


class Unloadable(Exception):
    """The server's client says no."""


def client(command, text, environment=None):
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60,
                          env=os.environ | (environment or {}))
    if done.returncode:
        raise Unloadable((done.stderr or done.stdout).strip()[-300:])
    return done.stdout


def listed(mine, others):
    """What only one of two lists of lines has."""
    gone, come = sorted(set(others) - set(mine)), sorted(set(mine) - set(others))
    return "; ".join([f"- {line}" for line in gone] + [f"+ {line}" for line in come])


class Database:
    """A database of its own, dropped at the end."""

    count = 0

    def __init__(self):
        Database.count += 1
        self.name = f"corpus_{os.getpid()}_{Database.count}"

    def __enter__(self):
        self.create()
        return self

    def __exit__(self, *_):
        self.drop()

    def load(self, text):
        self.run(text)

    def differences(self, other):
        return listed(self.catalogue(), other.catalogue())


class Sqlite(Database):
    def create(self):
        self.folder = tempfile.mkdtemp()
        self.path = str(pathlib.Path(self.folder) / "corpus.db")
        sqlite3.connect(self.path).execute("PRAGMA user_version = 0")
        self.url = f"sqlite://{self.path}"

    def drop(self):
        shutil.rmtree(self.folder)

    def run(self, text):
        client(["sqlite3", "-bail", self.path], text)

    def catalogue(self):
        """Each fact of the schema as a line, by the pragmas; the order of columns is none."""
        connection = sqlite3.connect(self.path)
        ask = lambda sql, *values: connection.execute(sql, values).fetchall()
        # Brackets around an expression say nothing, and SQLite keeps the text as it was written.
        plain = lambda text: re.sub(r"[\s\"`\[\]()]+", "", text or "").lower()
        lines = []
        for kind, name, sql in ask("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"):
            if kind in ("view", "trigger"):
                lines.append(f"{kind} {name}: {plain(sql)}")
            if kind != "table":
                continue
            options = [word for word in ("without rowid", "strict", "autoincrement") if word in sql.lower()]
            lines.append(f"table {name} {options}")
            columns = ask("SELECT name, replace(upper(type), ' ', ''), \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?)", name)
            keys = [column[0] for column in columns if column[4]]
            # What stands for the row's number is never NULL, said or not.
            alias = len(keys) == 1 and "without rowid" not in options
            for column, ty, required, *rest in columns:
                numbers = alias and ty == "INTEGER" and column in keys
                lines.append(f"{name} column {(column, ty, 1 if numbers else required, *rest)}")
            lines += [f"{name} check {plain(check)}" for check in sorted(checks(sql))]
            # A key that names no column refers to the primary key.
            keys = collections_of(ask("""
                SELECT id, seq, "table", "from", coalesce("to", (SELECT p.name FROM pragma_table_info(f."table") p WHERE p.pk = seq + 1)),
                on_update, on_delete FROM pragma_foreign_key_list(?) f""", name))
            lines += [f"{name} key {key}" for key in keys]
            for index, unique, origin, partial in ask('SELECT name, "unique", origin, partial FROM pragma_index_list(?)', name):
                parts = ask("SELECT name, \"desc\", upper(coll) FROM pragma_index_xinfo(?) WHERE key", index)
                text = ask("SELECT sql FROM sqlite_schema WHERE name = ?", index)
                where = plain(text[0][0].split("(", 1)[1]) if text and text[0][0] and (partial or None in [p[0] for p in parts]) else ""
                called = index if origin == "c" else ""
                lines.append(f"{name} index {called} {unique} {origin} {parts} {where}")
        return lines


def collections_of(rows):
    """Foreign keys without the numbers that they have."""
    keys = {}
    for number, _, *rest in rows:
        keys.setdefault(number, []).append(tuple(str(cell).lower() for cell in rest))
    return sorted(keys.values())


def checks(sql):
    """The texts of CHECK in a definition."""
    found = []
    for match in re.finditer(r"\bcheck\s*\(", sql, re.I):
        depth, at = 1, match.end()
        while depth and at < len(sql):
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        found.append(sql[match.end():at - 1])
    return found


class Postgres(Database):
    server = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")

    def create(self):
        client(["psql", "-qX", self.server], f'CREATE DATABASE "{self.name}"')
        self.url = urllib.parse.urlsplit(self.server)._replace(path=f"/{self.name}").geturl()

    def drop(self):
        client(["psql", "-qX", self.server], f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def run(self, text):
        client(["psql", "-qX", "-v", "ON_ERROR_STOP=1", self.url], text, {"PGOPTIONS": "-c client_min_messages=error"})

    def catalogue(self):
        """The dump statement by statement; the columns of a table in the order of their names."""
        dump = client(["pg_dump", "-s", "--no-owner", self.url], "")
        lines = [line for line in dump.splitlines() if line and not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog"))]
        statements = re.split(r";\n", "\n".join(lines) + "\n")
        return [ordered(statement) for statement in statements if statement.strip()]


def ordered(statement):
    """A statement whose lines between brackets are in the order of their texts."""
    head, *body = statement.strip().split("\n")
    if not head.startswith("CREATE TABLE") or not body:
        return statement.strip()
    *columns, end = body
    return "\n".join([head, *sorted(line.strip().rstrip(",") for line in columns), end])


class Mysql(Database):
    server = os.environ.get("TEST_MYSQL_URL", "mysql://root@127.0.0.1:3306/mysql")

    def connection(self):
        parts = urllib.parse.urlsplit(self.server)
        options = ["--protocol=tcp", "-h", parts.hostname, "-P", str(parts.port or 3306), "-u", parts.username]
        return options + ([f"-p{parts.password}"] if parts.password else [])

    def create(self):
        client(["mariadb", "--no-defaults", *self.connection()], f"CREATE DATABASE `{self.name}`")
        self.url = urllib.parse.urlsplit(self.server)._replace(path=f"/{self.name}").geturl()

    def drop(self):
        client(["mariadb", "--no-defaults", *self.connection()], f"DROP DATABASE `{self.name}`")

    def run(self, text):
        client(["mariadb", "--no-defaults", *self.connection(), self.name], text)

    def catalogue(self):
        command = ["mariadb-dump", "--no-defaults", "-d", "--skip-comments", "--routines", "--triggers", "--events"]
        dump = client([*command, *self.connection(), self.name], "").replace(self.name, "")
        dump = re.sub(r" AUTO_INCREMENT=\d+", "", dump)
        lines = [line for line in dump.splitlines() if line and not line.startswith(("/*!4", "/*M!", "--"))]
        return [ordered(statement) for statement in re.split(r";\n", "\n".join(lines) + "\n") if statement.strip()]


BY_SERVER = {"sqlite": Sqlite, "postgres": Postgres, "mysql": Mysql}
