-- run data code nothing

-- ==== sqlite ====

-- Rust: nothing

-- ==== postgres ====

-- Rust: nothing

-- ==== mysql ====

-- Rust: nothing
