"""The contestants: builds each tool and its project of N migrations, and knows its `up` command.

Nothing of a peer is in the repository: sqlx-cli and sea-orm-migration come from crates.io."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import shape

SQLX_CLI = "0.9.0"
SEA_ORM = "2.0.4"


def cargo(*arguments, cwd=None, target=None):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CARGO_PKG")}
    if target:
        environment["CARGO_TARGET_DIR"] = str(target)
    done = subprocess.run(["cargo", *arguments], cwd=cwd, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"cargo {' '.join(arguments)} in {cwd}:\n{done.stdout}{done.stderr}")


def write(path, text):
    """Writes a file, unless it says the same already: cargo looks at the time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


class Tools:
    """Everything that can apply N migrations."""

    def __init__(self, bench, root):
        self.bench, self.root = bench, root
        self.built = {}

    def up(self, tool, size, database):
        """The command and environment that applies `size` migrations to the database."""
        name = tool.split("-")[0]
        key = (name, size, database.dialect)
        if key not in self.built:
            self.built[key] = getattr(self, f"_build_{name}")(size, database.dialect)
        return getattr(self, f"_up_{name}")(self.built[key], database, tool.endswith("-all"))

    # The raw client: one file of SQL.

    def _build_raw(self, size, dialect):
        folder = self.bench / "raw"
        begin, end = ("", "") if dialect == "mysql" else ("BEGIN;\n", "COMMIT;\n")
        scripts = ["".join(f"{line};\n" for line in shape.sql(i, dialect)) for i in range(1, size + 1)]
        write(folder / f"{dialect}-{size}.sql", "".join(begin + script + end for script in scripts))
        write(folder / f"{dialect}-{size}-all.sql", begin + "".join(scripts) + end)
        return folder / f"{dialect}-{size}"

    def _up_raw(self, stem, database, all_in_one):
        return database.raw_client(f"{stem}-all.sql" if all_in_one else f"{stem}.sql"), None

    # sqlx-cli: a folder of SQL files.

    def _build_sqlx(self, size, dialect):
        if not (self.bench / "sqlx-cli/bin/sqlx").exists():
            features = "postgres,mysql,sqlite"
            cargo("install", "sqlx-cli", "--version", SQLX_CLI, "--locked", "--no-default-features",
                  "--features", features, "--root", str(self.bench / "sqlx-cli"))
        folder = self.bench / "sqlx" / f"{dialect}-{size}"
        shutil.rmtree(folder, ignore_errors=True)
        for i in range(1, size + 1):
            text = "".join(f"{line};\n" for line in shape.sql(i, dialect))
            write(folder / f"{shape.version(i).replace('_', '')}_create_{shape.table(i)}.sql", text)
        return folder

    def _up_sqlx(self, folder, database, _):
        command = [str(self.bench / "sqlx-cli/bin/sqlx"), "migrate", "run"]
        return command + ["--source", str(folder), "--database-url", database.url], None

    # sea-orm-migration: a project with its command line, as its generator writes it.

    def _sea_orm(self, folder, main):
        write(folder / "Cargo.toml", f'''[package]
name = "seaorm-peer"
version = "0.1.0"
edition = "2021"
publish = false

[workspace]

[dependencies]
tokio = {{ version = "1", features = ["macros", "rt", "rt-multi-thread"] }}
sea-orm-migration = {{ version = "{SEA_ORM}", features = ["runtime-tokio", "sqlx-sqlite", "sqlx-postgres", "sqlx-mysql"] }}
''')
        write(folder / "src/main.rs", main)

    def _build_seaorm(self, size, _):
        folder = self.bench / "seaorm"
        self._sea_orm(folder, shape.sea_orm_counted_main())
        cargo("build", "--release", cwd=folder, target=self.bench / "target-seaorm")
        return self.bench / "target-seaorm/release/seaorm-peer", size

    def _up_seaorm(self, built, database, _):
        binary, size = built
        return [str(binary), "up"], os.environ | {"DATABASE_URL": database.url, "COUNT": str(size)}

    # This framework: a package that `migrate init` wrote, with modules.

    def ours(self, folder, size, drivers, profile, target):
        """Writes and builds the package; its binary."""
        if not (folder / "Cargo.toml").exists():
            cargo("run", "--quiet", "--release", "-p", "migration-cli", "--bin", "migrate", "--", "init",
                  str(folder), "--framework", f"path={self.root}", "--non-interactive", cwd=self.root)
        manifest = (folder / "Cargo.toml").read_text()
        if "[workspace]" not in manifest:
            manifest += "\n[workspace]\n"
        # A package from an earlier run may point at another checkout.
        manifest = re.sub(r'path = "[^"]*/(migration-(?:core|cli))"', rf'path = "{self.root}/\1"', manifest)
        listed = ", ".join(f'"{driver}"' for driver in drivers)
        for crate in ("migration-core", "migration-cli"):
            manifest = re.sub(rf"({crate} = .*features = )\[[^\]]*\]", rf"\1[{listed}]", manifest)
        write(folder / "Cargo.toml", manifest)
        if not (folder / "Cargo.lock").exists():
            shutil.copy(self.root / "Cargo.lock", folder / "Cargo.lock")
        migrations = folder / "src/migrations"
        wanted = {shape.module(i): shape.ours(i) for i in range(1, size + 1)}
        for path in migrations.glob("m2*.rs"):
            if path.stem not in wanted:
                path.unlink()
        for module, text in wanted.items():
            write(migrations / f"{module}.rs", text)
        write(migrations / "mod.rs", "//! The migrations, oldest first.\n\n" + "".join(f"mod {m};\n" for m in wanted))
        cargo("build", *(["--release"] if profile == "release" else []), cwd=folder, target=target)
        name = re.search(r'^name = "(.*)"', manifest, re.M).group(1)
        return target / profile / name

    def _build_ours(self, size, _):
        drivers = ["sqlite", "postgres", "mysql"]
        return self.ours(self.bench / "ours" / f"size-{size}", size, drivers, "release", self.bench / "target-ours")

    def _up_ours(self, binary, database, all_in_one):
        command = [str(binary), "up", "--database-url", database.url]
        return command + (["--transaction", "all"] if all_in_one else []), None

    # The readiness check: a program of its own, connected already.

    def ready(self):
        folder = self.bench / "ready"
        write(folder / "Cargo.toml", f'''[package]
name = "ready"
version = "0.1.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
migration-core = {{ path = "{self.root}/migration-core", features = ["sqlite", "postgres"] }}
sqlx = {{ version = "{SQLX_CLI}", default-features = false, features = ["runtime-tokio", "sqlite-bundled", "postgres", "migrate"] }}
tokio = {{ version = "1", features = ["macros", "rt"] }}
''')
        write(folder / "src/main.rs", (pathlib.Path(__file__).parent / "ready.rs").read_text())
        if not (folder / "Cargo.lock").exists():
            shutil.copy(self.root / "Cargo.lock", folder / "Cargo.lock")
        cargo("build", "--release", cwd=folder, target=self.bench / "target-ours")
        return self.bench / "target-ours/release/ready"

    def loop_project(self, tool, size):
        return {"ours": OursLoop, "seaorm": SeaOrmLoop}[tool](self, size)


class OursLoop:
    """The package as `migrate init` leaves it, for SQLite, run by cargo."""

    def __init__(self, tools, size):
        self.folder = tools.bench / "loop" / f"ours-{size}"
        self.target = tools.bench / "target-ours-loop"
        shutil.rmtree(self.folder, ignore_errors=True)
        tools.ours(self.folder, size, ["sqlite"], "debug", self.target)

    def edit(self, i, note):
        (self.folder / "src/migrations" / f"{shape.module(i)}.rs").write_text(shape.ours(i, note))

    def up(self, database, count=None):
        command = ["cargo", "run", "--quiet", "--manifest-path", str(self.folder / "Cargo.toml"), "--", "up"]
        command += ["--database-url", database.url] + (["-n", str(count)] if count else [])
        return command, os.environ | {"CARGO_TARGET_DIR": str(self.target)}


class SeaOrmLoop:
    """A project of real modules in the default profile, run by cargo."""

    def __init__(self, tools, size):
        self.folder = tools.bench / "loop" / f"seaorm-{size}"
        self.target = tools.bench / "target-seaorm"
        tools._sea_orm(self.folder, shape.sea_orm_main(size))
        for i in range(1, size + 1):
            write(self.folder / "src" / f"{shape.module(i)}.rs", shape.sea_orm_module(i))

    def edit(self, i, note):
        (self.folder / "src" / f"{shape.module(i)}.rs").write_text(shape.sea_orm_module(i, note))

    def up(self, database, count=None):
        command = ["cargo", "run", "--quiet", "--manifest-path", str(self.folder / "Cargo.toml"), "--", "up"]
        command += ["-n", str(count)] if count else []
        return command, os.environ | {"CARGO_TARGET_DIR": str(self.target), "DATABASE_URL": database.url}
