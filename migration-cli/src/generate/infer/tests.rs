use migration_core::schema::{Column, ColumnType, Table};

use super::*;

fn schema() -> Schema {
    let mut schema = Schema::new();
    for (name, columns) in [
        ("users", &["id", "email", "first_name", "rise_and_fall"][..]),
        ("user_posts", &["id", "user_id"]),
        ("posts", &["id", "title"]),
        ("AuditLogs", &["id"]),
        ("letters_to_users", &["id"]),
    ] {
        let mut table = Table::new(name);
        table.columns = columns
            .iter()
            .map(|column| Column::new(*column, ColumnType::Text))
            .collect();
        schema.insert(table);
    }
    schema
}

#[test]
fn names_say_what_is_meant() {
    use Template as T;
    for (typed, template, words) in [
        (
            "AddPhoneToUsers phone:string",
            T::AddColumn,
            "users phone:string",
        ),
        ("add_phone_to_users", T::AddColumn, "users phone"),
        ("AddPhoneAndFaxToUsers", T::AddColumn, "users phone fax"),
        (
            "AddDateToLettersToUsers date:date",
            T::AddColumn,
            "letters_to_users date:date",
        ),
        (
            "AddIpToAuditLogs ip:string",
            T::AddColumn,
            "AuditLogs ip:string",
        ),
        ("AddTimestampsToPosts", T::AddTimestamps, "posts"),
        (
            "AddUserRefToPosts user:references",
            T::AddColumn,
            "posts user:references",
        ),
        ("AddUserRefToPosts", T::AddReference, "posts user"),
        ("RemoveEmailFromUsers", T::DropColumn, "users email"),
        (
            "RemoveEmailFromUsers email:string",
            T::DropColumn,
            "users email:string",
        ),
        (
            "drop_first_name_and_email_from_users",
            T::DropColumn,
            "users first_name email",
        ),
        (
            "drop_rise_and_fall_from_users",
            T::DropColumn,
            "users rise_and_fall",
        ),
        (
            "CreateComments body:text",
            T::CreateTable,
            "comments body:text",
        ),
        ("create_table_comments", T::CreateTable, "comments"),
        ("CreateCommentsTable", T::CreateTable, "comments"),
        ("DropPosts", T::DropTable, "posts"),
        ("DeletePostsTable", T::DropTable, "posts"),
        ("AddIndexToUsersOnEmail", T::AddIndex, "users email"),
        ("AddEmailIndexToUsers", T::AddIndex, "users email"),
        (
            "CreateIndexOnUserPostsUserId",
            T::AddIndex,
            "user_posts user_id",
        ),
        (
            "AddIndexToUsers email first_name:desc",
            T::AddIndex,
            "users email first_name:desc",
        ),
        ("RemoveIndexFromUsersOnEmail", T::DropIndex, "users email"),
        (
            "AddForeignKeyToUserPosts user_id users",
            T::AddForeignKey,
            "user_posts user_id users",
        ),
        ("AddUniqueToUsersOnEmail", T::AddUnique, "users email"),
        ("AddCheckToUsers id>0", T::AddCheckConstraint, "users id>0"),
        ("RemoveCheckFromUsers x", T::DropCheckConstraint, "users x"),
        (
            "RenameEmailToEmailAddressInUsers",
            T::RenameColumn,
            "users email email_address",
        ),
        ("RenamePostsToArticles", T::RenameTable, "posts articles"),
        ("CreateJoinTableUsersPosts", T::JoinTable, "users posts"),
        (
            "ChangeEmailInUsers email:text",
            T::ChangeColumn,
            "users email:text",
        ),
        (
            "change_email_to_text_in_users",
            T::ChangeColumn,
            "users email:text",
        ),
    ] {
        let mut typed = typed.split(' ');
        let name = typed.next().unwrap();
        let rest: Vec<String> = typed.map(str::to_owned).collect();
        let got = infer(&schema(), name, &rest).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            (got.template, got.words.join(" ").as_str()),
            (template, words),
            "{name}"
        );
    }
    assert!(
        infer(&schema(), "AddUniqueIndexToUsersOnEmail", &[])
            .unwrap()
            .unique
    );
}

#[test]
fn what_cannot_be_inferred_is_refused() {
    for (name, message, help) in [
        (
            "FixEverything",
            "cannot tell from \"FixEverything\"",
            "migrate generate create_table",
        ),
        ("AddPhone", "cannot tell", "add_column"),
        ("add_colum", "cannot tell", "did you mean \"add_column\"?"),
        ("AddPhoneToUser", "there is no table \"user\"", "\"users\""),
        ("DropUser", "there is no table \"user\"", "\"users\""),
        (
            "RemoveEmailFromUser",
            "there is no table \"user\"",
            "\"users\"",
        ),
        (
            "RenamePostToArticle",
            "there is no table \"post\"",
            "\"posts\"",
        ),
        (
            "RenameEmailToMailInUser",
            "there is no table \"user\"",
            "\"users\"",
        ),
        (
            "AddIndexToUserOnEmail",
            "there is no table \"user\"",
            "\"users\"",
        ),
        ("ChangeEmailInUsers", "not said", "change_column"),
    ] {
        let error = infer(&schema(), name, &[]).unwrap_err();
        assert!(error.to_string().contains(message), "{name}: {error}");
        let told = error.help().unwrap_or_default();
        assert!(told.contains(help), "{name}: {told}");
    }
}
