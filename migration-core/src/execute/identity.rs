use std::env;

/// Who runs migrations, for the ledger.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    pub(super) who: String,
    pub(super) tool: String,
}

impl Identity {
    /// The user and host of this process.
    pub(super) fn of_process() -> Self {
        let user = ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))
            .unwrap_or_else(|| "unknown".to_owned());
        let host = gethostname::gethostname();
        Self {
            who: cut(&format!("{user}@{}", host.to_string_lossy()), 255),
            tool: format!("migrate {}", env!("CARGO_PKG_VERSION")),
        }
    }
}

/// The ledger's columns have a limit, and a strict server refuses more.
fn cut(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}
