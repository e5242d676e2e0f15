//! The servers' own programs. A password reaches them through their environment or through a file
//! that nobody else may read, and never as an argument, which every user of the machine sees.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};

use migration_core::driver::Address;

use super::file::Secret;
use crate::error::CliError;
use crate::exit::Exit;

/// A program of PostgreSQL, with its connection in the environment.
pub(super) fn postgres(name: &str, address: &Address) -> Command {
    let mut command = Command::new(name);
    let host = address
        .socket
        .as_ref()
        .map(|socket| socket.display().to_string());
    command
        .env("PGHOST", host.as_deref().unwrap_or(&address.host))
        .env("PGPORT", address.port.to_string())
        .env("PGUSER", &address.user)
        .env("PGDATABASE", &address.database)
        .env_remove("PGSERVICE")
        .env_remove("PGOPTIONS");
    if let Some(password) = address.expose_password() {
        command.env("PGPASSWORD", password);
    }
    for (name, value) in &address.encryption {
        let variable = match name.as_str() {
            "sslmode" => "PGSSLMODE",
            "sslrootcert" => "PGSSLROOTCERT",
            "sslcert" => "PGSSLCERT",
            "sslkey" => "PGSSLKEY",
            _ => continue,
        };
        command.env(variable, value);
    }
    command
}

/// A program of MySQL or MariaDB by the first of its names that there is, with its connection in
/// a file, which has to live as long as the program runs.
pub(super) fn mysql(names: &[&str], address: &Address) -> Result<(Command, Secret), CliError> {
    let secret = Secret::new(&options(address))?;
    let name = names.iter().find(|name| is_there(name));
    let mut command = Command::new(name.or(names.first()).copied().unwrap_or_default());
    // Where it is given it has to come first, and no other file is read then.
    command.arg(format!("--defaults-file={}", secret.path().display()));
    Ok((command, secret))
}

fn is_there(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// The options that say where the server is. Servers differ in those about encryption; what one
/// does not know it passes over by the prefix `loose`.
fn options(address: &Address) -> String {
    let mut text = String::from("[client]\n");
    let mut option = |name: &str, value: &str| {
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}=\"{value}\"");
    };
    match &address.socket {
        Some(socket) => option("socket", &socket.display().to_string()),
        None => {
            option("host", &address.host);
            option("port", &address.port.to_string());
            // The name `localhost` would mean a socket.
            option("protocol", "TCP");
        }
    }
    option("user", &address.user);
    option("password", address.expose_password().unwrap_or_default());
    for (name, value) in &address.encryption {
        match name.as_str() {
            "sslmode" => {
                let mode = value.to_uppercase().replace('-', "_");
                option("loose-ssl-mode", &mode);
                match mode.as_str() {
                    "DISABLED" => option("loose-skip-ssl", "1"),
                    "VERIFY_IDENTITY" => option("loose-ssl-verify-server-cert", "1"),
                    "REQUIRED" | "VERIFY_CA" => option("loose-ssl", "1"),
                    _ => {}
                }
            }
            "sslrootcert" => option("ssl-ca", value),
            "sslcert" => option("ssl-cert", value),
            "sslkey" => option("ssl-key", value),
            _ => {}
        }
    }
    text
}

/// Runs a program to its end; `input` and `output` are files, or nothing.
pub(super) fn run(
    command: &mut Command,
    input: Option<File>,
    output: Option<File>,
) -> Result<(), CliError> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |message: String| {
        CliError::new(
            Exit::Failed,
            "backup_failed",
            format!("{name} failed: {message}"),
        )
    };
    let mut child = command
        .stdin(input.map_or_else(Stdio::null, Stdio::from))
        .stdout(output.map_or_else(Stdio::null, Stdio::from))
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|cause| match cause.kind() {
            ErrorKind::NotFound => CliError::usage(
                "no_program",
                format!("the program {name} is not there"),
            )
            .help(
                "install the server's client programs, or name a command of your own in the profile: \
                 `backup = { command = \"…\" }`",
            ),
            _ => failed(cause.to_string()),
        })?;
    let mut said = String::new();
    if let Some(mut errors) = child.stderr.take() {
        // What is no text is not worth showing.
        let _ = errors.read_to_string(&mut said);
    }
    let status = child.wait().map_err(|cause| failed(cause.to_string()))?;
    if status.success() {
        return Ok(());
    }
    let said = said.trim();
    Err(failed(if said.is_empty() {
        status.to_string()
    } else {
        said.to_owned()
    }))
}

/// Runs a user's command in a shell and gives what it prints.
pub(super) fn shell(
    line: &str,
    variables: &[(&str, &str)],
    folder: &Path,
) -> Result<String, CliError> {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.arg("/C");
        command
    } else {
        let mut command = Command::new("sh");
        command.arg("-c");
        command
    };
    command.arg(line).envs(variables.iter().copied());
    if folder.is_dir() {
        command.current_dir(folder);
    }
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| CliError::usage("no_program", format!("cannot run {line:?}: {cause}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(CliError::new(
        Exit::Failed,
        "backup_failed",
        format!("{line:?} ended with {}: {said}", output.status),
    ))
}

#[cfg(test)]
mod tests {
    use migration_core::driver::DatabaseUrl;

    use super::*;

    fn address(url: &str) -> Address {
        DatabaseUrl::parse(url).unwrap().address().unwrap()
    }

    #[test]
    fn no_argument_holds_a_password() {
        let url = "postgres://ada:s3cret@h:99/shop?sslmode=require";
        let command = postgres("pg_dump", &address(url));
        assert_eq!(command.get_args().count(), 0);
        let set: Vec<(String, String)> = command
            .get_envs()
            .filter_map(|(name, value)| Some((name.to_str()?.into(), value?.to_str()?.into())))
            .collect();
        for pair in [
            ("PGPASSWORD", "s3cret"),
            ("PGPORT", "99"),
            ("PGDATABASE", "shop"),
            ("PGSSLMODE", "require"),
        ] {
            assert!(set.contains(&(pair.0.into(), pair.1.into())), "{set:?}");
        }
        let address = address("mysql://ada:s3%22c%5Cret@h/shop");
        let (command, secret) = mysql(&["mariadb-dump"], &address).unwrap();
        let shown = format!("{command:?}");
        assert!(!shown.contains("s3"), "{shown}");
        let text = std::fs::read_to_string(secret.path()).unwrap();
        assert!(text.contains(r#"password="s3\"c\\ret""#), "{text}");
        let path = secret.path().to_owned();
        drop(secret);
        assert!(!path.exists());
    }
}
