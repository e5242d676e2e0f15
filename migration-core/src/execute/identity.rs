/// Who runs migrations, for the ledger.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    pub(super) who: String,
    pub(super) tool: String,
}

impl Identity {
    /// The user and host of this process.
    pub(super) fn of_process() -> Self {
        let known =
            |name: Result<String, whoami::Error>| name.unwrap_or_else(|_| "unknown".to_owned());
        let who = format!(
            "{}@{}",
            known(whoami::username()),
            known(whoami::hostname())
        );
        Self {
            // The ledger's column has a limit, and a strict server refuses more.
            who: who.chars().take(255).collect(),
            tool: Self::tool(),
        }
    }

    /// The tool and its version.
    pub(super) fn tool() -> String {
        format!("migrate {}", env!("CARGO_PKG_VERSION"))
    }
}
