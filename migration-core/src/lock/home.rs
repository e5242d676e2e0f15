//! Where a process is, so that another one can tell that it is gone: one that was killed and is
//! started again does not have to wait for its own lease.

use std::fs;
use std::path::Path;

/// The place in which the number of this process means this process: the boot of a machine, and
/// the space of process numbers within it. Empty where the system does not tell; two containers
/// of one machine, even of one host name, have two.
/// <https://man7.org/linux/man-pages/man7/pid_namespaces.7.html>
pub(super) fn home() -> String {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id");
    let space = fs::read_link("/proc/self/ns/pid");
    match (boot, space) {
        (Ok(boot), Ok(space)) => format!("{} {}", boot.trim(), space.display()),
        _ => String::new(),
    }
}

/// Whether a process of this place is known to be gone. One that got the number of another
/// counts as that one.
pub(super) fn is_gone(of: &str, process: u32) -> bool {
    !of.is_empty() && of == home() && !Path::new(&format!("/proc/{process}")).exists()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn only_a_process_of_this_place_can_be_gone() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let child_number = child.id();
        child.wait().unwrap();
        let here = home();
        assert!(here.len() <= 64 && here.contains("pid:["), "{here:?}");
        for (of, process, expected) in [
            (here.as_str(), std::process::id(), false),
            (here.as_str(), child_number, true),
            ("another", child_number, false),
            ("", child_number, false),
        ] {
            assert_eq!(is_gone(of, process), expected, "{process} of {of:?}");
        }
    }
}
