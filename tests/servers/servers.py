"""Starts a server of unpacked programs on a free port, and ends it."""

import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import time

from packages import Missing, run, unpacked

PATIENCE = 60


class Server:
    """A server that runs until the end of its `with` block."""

    def __init__(self, dialect, url, version, process):
        self.dialect, self.url, self.version, self.process = dialect, url, version, process

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGQUIT if self.dialect == "postgres" else signal.SIGKILL)
        self.process.wait()


def start(name, cache, folder):
    """Starts a server of this name, `postgres:18`, with its data in the folder."""
    product, version = name.split(":")
    programs = unpacked(cache, product, version)
    make = {"postgres": postgres, "mysql": mysql, "mariadb": mariadb}[product]
    return make(programs, folder, free_port())


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def postgres(programs, folder, port):
    # Copied to where another user can read it: PostgreSQL refuses to be root.
    native = folder / "programs"
    shutil.copytree(programs / "package" / "native", native, symlinks=True)
    data = folder / "data"
    data.mkdir()
    before = []
    if os.geteuid() == 0:
        users = {entry.pw_name for entry in pwd.getpwall()}
        user = "postgres" if "postgres" in users else "nobody"
        folder.chmod(0o755)
        shutil.chown(data, user)
        before = ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]
    for program in (native / "bin").iterdir():
        program.chmod(0o755)
    make = ["initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    run([*before, native / "bin" / make[0], *make[1:]], cwd="/")
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "max_connections": "200",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    serve = [*before, native / "bin" / "postgres", "-D", data, "-p", str(port), *options]
    version = run([native / "bin" / "postgres", "--version"]).split()[2]
    process = running(serve, folder, port, lambda answer: True)
    return Server("postgres", f"postgres://postgres@127.0.0.1:{port}/postgres", version, process)


def mysql(programs, folder, port):
    with_libraries = loaded(programs, "usr/sbin/mysqld")
    common = [
        "--no-defaults",
        f"--basedir={programs / 'usr'}",
        f"--datadir={folder / 'data'}",
        f"--lc-messages-dir={programs / 'usr/share/mysql'}",
        *superuser(),
    ]
    run([*with_libraries, *common, "--initialize-insecure", "--secure-file-priv="], cwd="/")
    serve = [*with_libraries, *common, *innodb(folder, port), "--mysqlx=OFF", "--secure-file-priv="]
    return speaks_mysql(serve, folder, port)


def mariadb(programs, folder, port):
    with_libraries = loaded(programs, "usr/sbin/mariadbd")
    # Named after MySQL up to Debian 12.
    tables = next(programs.glob("usr/share/m*/m*_system_tables.sql"))
    share, prefix = tables.parent, tables.name.split("_")[0]
    (folder / "data").mkdir()
    common = [
        "--no-defaults",
        f"--basedir={programs / 'usr'}",
        f"--datadir={folder / 'data'}",
        f"--lc-messages-dir={share}",
        f"--character-sets-dir={share / 'charsets'}",
        *superuser(),
    ]
    # What its install script feeds it; that cannot be run with another C library.
    made = ["create database if not exists mysql;", "use mysql;", "set @auth_root_socket = NULL;"]
    made += [
        (share / f"{prefix}_{name}.sql").read_text()
        for name in ["system_tables", "performance_tables", "system_tables_data"]
    ]
    bootstrap = [*with_libraries, *common, "--bootstrap", "--skip-grant-tables", "--innodb-log-file-size=8M"]
    run(bootstrap, cwd="/", input="\n".join(made))
    serve = [*with_libraries, *common, *innodb(folder, port), "--character-set-server=utf8mb4"]
    return speaks_mysql(serve, folder, port)


def loaded(programs, program):
    """A command that runs the program with the C library and the others it was built with."""
    libraries = programs / "usr/lib/x86_64-linux-gnu"
    loader = next(
        path
        for path in [libraries / "ld-linux-x86-64.so.2", programs / "lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"]
        if path.exists()
    )
    folders = [libraries, programs / "lib/x86_64-linux-gnu", *programs.glob("usr/lib/mysql/private")]
    return [loader, "--library-path", ":".join(map(str, folders)), programs / program]


def superuser():
    return ["--user=root"] if os.geteuid() == 0 else []


def innodb(folder, port):
    # Not only root@localhost: whether 127.0.0.1 has that name is the machine's own affair.
    users = folder / "users.sql"
    users.write_text(
        "CREATE USER IF NOT EXISTS 'root'@'127.0.0.1';\nGRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n"
    )
    return [
        f"--init-file={users}",
        # As they start they delete the temporary tables of all servers that share the folder.
        f"--tmpdir={folder}",
        f"--socket={folder / 'socket'}",
        f"--pid-file={folder / 'pid'}",
        f"--port={port}",
        "--bind-address=127.0.0.1",
        "--skip-log-bin",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-doublewrite=0",
        "--innodb-buffer-pool-size=64M",
    ]


def speaks_mysql(serve, folder, port):
    # It greets first: a packet's head, the protocol, then its version up to a NUL.
    process = running(serve, folder, port, lambda answer: len(answer) > 5 and answer[4] == 10)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        greeting = connection.recv(256)
    version = greeting[5 : greeting.index(0, 5)].decode().removeprefix("5.5.5-")
    return Server("mysql", f"mysql://root@127.0.0.1:{port}/mysql", version, process)


def running(serve, folder, port, is_ready):
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            serve, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.settimeout(1)
                greets = "postgres" not in str(serve)
                if is_ready(connection.recv(256) if greets else b""):
                    return process
        except OSError:
            pass
        time.sleep(0.1)
    process.kill()
    process.wait()
    raise Missing(f"the server does not answer; its log: {pathlib.Path(log).read_text(errors='replace')[-3000:]}")
