//! MySQL and MariaDB.

use migration_core::dialect::definitions;
use migration_core::schema::DialectName;
use migration_tests::live::Live;
use migration_tests::server;

use crate::{connection, every_case_is_read_back, noted, read};

#[tokio::test]
async fn every_golden_case_comes_back() {
    every_case_is_read_back(DialectName::Mysql).await;
}

/// SQL that somebody wrote, the definitions it is read as, and what has no value. Each line may
/// begin with the one server that it goes for.
async fn check(sql: &str, expected: &str, unmodelled: &[&str]) {
    let Some(database) = server::mysql() else {
        return;
    };
    let mut live = Live::connect(&database).await;
    let capabilities = live.capabilities().await;
    let (own, other) = match capabilities.to_string().starts_with("MariaDB") {
        true => ("mariadb: ", "mysql: "),
        false => ("mysql: ", "mariadb: "),
    };
    let here = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with(other));
        lines
            .map(|line| line.strip_prefix(own).unwrap_or(line).to_owned())
            .collect()
    };
    for statement in here(sql).join("\n").split(";\n") {
        live.ok(statement).await;
    }
    let mut connection = connection(&database).await;
    let found = read(&mut connection).await;
    connection.close().await;
    let lines = definitions(&found.schema, &capabilities).expect("what was found can be rendered");
    let lines: Vec<String> = lines.into_values().flatten().collect();
    assert_eq!(lines, here(expected), "\n{sql}\n{}", lines.join("\n"));
    let notes: Vec<String> = noted(&found)
        .lines()
        .skip(1)
        .map(|line| line.trim().to_owned())
        .collect();
    assert_eq!(notes, here(&unmodelled.join("\n")), "\n{sql}");
}

#[tokio::test]
async fn types_and_defaults() {
    check(
        r"create table t (
            id int unsigned auto_increment primary key,
            a tinyint(1) default 1, b tinyint unsigned default 7, m mediumint, n mediumtext,
            e enum('a','it''s','c,d') default 'it''s', s set('a','b') default 'a,b',
            x varchar(20) default 'it''s \\ x', q varchar(9) not null default 'NULL', z varchar(5) not null default '',
            d decimal(10,2) not null default 1.5, w decimal(10,2) unsigned, f float default 0.5, g double default -3,
            big bigint unsigned default 18446744073709551615,
            j json, u char(36) character set ascii default (uuid()),
            at datetime(6) default current_timestamp(6) on update current_timestamp(6),
            made datetime(6) not null default (utc_timestamp(6)), day date default '2020-01-02', y year default 2020,
            ts timestamp(3) null default current_timestamp(3) on update current_timestamp(3),
            party varchar(9) default '🎉', bytes varbinary(10) default x'00ff41', bits bit(3) default b'101',
            sum int default (1 + 1), l longtext default ('it''s'), p point not null, bl mediumblob
        ) comment='ta''ble' auto_increment=100",
        r"CREATE TABLE `t` (
           `id` INT UNSIGNED NOT NULL AUTO_INCREMENT
           `a` BOOLEAN NULL DEFAULT TRUE
           `b` tinyint unsigned NULL DEFAULT (7)
           `m` mediumint NULL
           `n` mediumtext NULL
           `e` ENUM('a', 'it''s', 'c,d') NULL DEFAULT 'it''s'
           `s` set('a','b') NULL DEFAULT ('a,b')
           `x` VARCHAR(20) NULL DEFAULT 'it''s \\ x'
           `q` VARCHAR(9) NOT NULL DEFAULT 'NULL'
           `z` VARCHAR(5) NOT NULL DEFAULT ''
           `d` DECIMAL(10,2) NOT NULL DEFAULT 1.50
           `w` decimal(10,2) unsigned NULL
           `f` FLOAT NULL DEFAULT 0.5
           `g` DOUBLE NULL DEFAULT -3
           `big` BIGINT UNSIGNED NULL DEFAULT 18446744073709551615
           `j` JSON NULL
           `u` CHAR(36) CHARACTER SET ascii NULL DEFAULT (uuid())
           mysql: `at` DATETIME(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)
           mariadb: `at` DATETIME(6) NULL DEFAULT current_timestamp(6) ON UPDATE CURRENT_TIMESTAMP(6)
           `made` DATETIME(6) NOT NULL DEFAULT (utc_timestamp(6))
           `day` DATE NULL DEFAULT '2020-01-02'
           mysql: `y` year NULL DEFAULT (2020)
           mariadb: `y` year(4) NULL DEFAULT (2020)
           mysql: `ts` timestamp(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)
           mariadb: `ts` timestamp(3) NULL DEFAULT current_timestamp(3) ON UPDATE CURRENT_TIMESTAMP(3)
           `party` VARCHAR(9) NULL DEFAULT '🎉'
           `bytes` varbinary(10) NULL DEFAULT (x'00ff41')
           `bits` BIT(3) NULL DEFAULT (b'101')
           `sum` INT NULL DEFAULT (1 + 1)
           `l` LONGTEXT NULL DEFAULT ('it''s')
           `p` point NOT NULL
           `bl` mediumblob NULL
           PRIMARY KEY (`id`)
           ) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COMMENT = 'ta''ble'",
        &[],
    )
    .await;
}

#[tokio::test]
async fn keys_indexes_and_constraints() {
    check(
        r"create table p (id int primary key, code varchar(20) not null unique, t text,
             key pre (code(3), t(10)) comment 'it''s', fulltext key words (t), key down (code desc, id),
             unique key cut (code(2))) charset=latin1 collate=latin1_bin;
         create table c (
             id int, p int not null, code varchar(20) character set latin1 collate latin1_bin, other int,
             total int as (id * 2) stored comment 'twice', low varchar(20) as (lower(code)) virtual,
             foreign key (p) references p (id) on delete cascade on update restrict,
             constraint by_code foreign key (code) references p (code),
             constraint `odd ``name``` check (other > 0 and code <> 'it''s'), key other (other));
         mysql: alter table c add key e ((lower(code)) desc, p) invisible, add constraint no check (p > 1) not enforced;
         mariadb: alter table c add key e (other, p) ignored;
         create view v as select p.id from p join c on c.p = p.id where c.other > 0;
         create trigger tr before insert on c for each row set new.other = 1",
        r"CREATE TABLE `c` (
           `id` INT NULL
           `p` INT NOT NULL
           `code` VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin NULL
           `other` INT NULL
           `total` INT GENERATED ALWAYS AS (`id` * 2) STORED COMMENT 'twice'
           mysql: `low` VARCHAR(20) GENERATED ALWAYS AS (lower(`code`)) VIRTUAL
           mariadb: `low` VARCHAR(20) GENERATED ALWAYS AS (lcase(`code`)) VIRTUAL
           CONSTRAINT `by_code` FOREIGN KEY (`code`) REFERENCES `p` (`code`)
           mysql: CONSTRAINT `c_ibfk_1` FOREIGN KEY (`p`) REFERENCES `p` (`id`) ON DELETE CASCADE ON UPDATE RESTRICT
           mariadb: CONSTRAINT `c_ibfk_1` FOREIGN KEY (`p`) REFERENCES `p` (`id`) ON DELETE CASCADE
           mysql: CONSTRAINT `no` CHECK (`p` > 1) NOT ENFORCED
           mysql: CONSTRAINT `odd ``name``` CHECK ((`other` > 0) and (`code` <> _latin1'it\'s'))
           mariadb: CONSTRAINT `odd ``name``` CHECK (`other` > 0 and `code` <> 'it\'s')
           mysql: INDEX `e` ((lower(`code`)) DESC, `p`) INVISIBLE
           mariadb: INDEX `e` (`other`, `p`) IGNORED
           INDEX `other` (`other`)
           INDEX `p` (`p`)
           ) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4
           CREATE TABLE `p` (
           `id` INT NOT NULL
           `code` VARCHAR(20) NOT NULL
           `t` text NULL
           PRIMARY KEY (`id`)
           UNIQUE INDEX `code` (`code`)
           UNIQUE INDEX `cut` (`code`(2))
           INDEX `down` (`code` DESC, `id`)
           INDEX `pre` (`code`(3), `t`(10)) COMMENT 'it''s'
           FULLTEXT INDEX `words` (`t`)
           ) ENGINE = InnoDB DEFAULT CHARACTER SET = latin1 COLLATE = latin1_bin
           CREATE TRIGGER `tr` BEFORE INSERT ON `c` FOR EACH ROW set new.other = 1
           mariadb: CREATE VIEW `v` AS select `p`.`id` AS `id` from (`p` join `c` on(`c`.`p` = `p`.`id`)) where `c`.`other` > 0
           mysql: CREATE VIEW `v` AS select `p`.`id` AS `id` from (`p` join `c` on((`c`.`p` = `p`.`id`))) where (`c`.`other` > 0)",
        &[],
    )
    .await;
}

#[tokio::test]
async fn what_the_schema_has_no_value_for_is_named() {
    check(
        "create table t (a int, b int invisible) row_format=compressed;
         create event ev on schedule every 1 day do delete from t",
        "CREATE TABLE `t` (
         `a` INT NULL
         `b` INT NULL
         ) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4",
        &[
            "-: event ev",
            "t: invisible column b",
            "t: table option row_format=COMPRESSED",
        ],
    )
    .await;
}

#[tokio::test]
async fn tables_have_index_names_of_their_own() {
    check(
        "create table a (x int, key by_x (x));
         create table b (x int, key by_x (x))",
        "CREATE TABLE `a` (
         `x` INT NULL
         INDEX `by_x` (`x`)
         ) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4
         CREATE TABLE `b` (
         `x` INT NULL
         INDEX `by_x` (`x`)
         ) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4",
        &[],
    )
    .await;
}

/// MySQL itself shows such characters in expressions garbled, wherever it is asked.
#[tokio::test]
async fn characters_beyond_those_of_the_catalogue_are_read() {
    check(
        "create table t (
             a varchar(9) not null default '🎉?'
             mariadb: , b text default ('🎉'), c varchar(9) not null default (concat('🎉', '?')),
             mariadb: d varchar(30) as (concat(a, '🎉')) stored, constraint k check (a <> '🎉')
         );
         create view v as select '🎉?' as x from t;
         create trigger g before insert on t for each row set @x = '🎉'",
        r"CREATE TABLE `t` (
         `a` VARCHAR(9) NOT NULL DEFAULT '🎉?'
         mariadb: `b` text NULL DEFAULT ('🎉')
         mariadb: `c` VARCHAR(9) NOT NULL DEFAULT (concat('🎉','?'))
         mariadb: `d` VARCHAR(30) GENERATED ALWAYS AS (concat(`a`,'🎉')) STORED
         mariadb: CONSTRAINT `k` CHECK (`a` <> '🎉')
         ) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4
         CREATE TRIGGER `g` BEFORE INSERT ON `t` FOR EACH ROW set @x = '🎉'
         CREATE VIEW `v` AS select '🎉?' AS `x` from `t`",
        &[],
    )
    .await;
}
