//! What the columns of other people's files are called.

use std::collections::HashMap;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Id,
    Name,
    FirstName,
    LastName,
    Email,
    Phone,
    Department,
    Title,
    Number,
    Active,
}

/// Spellings without blanks, hyphens, underscores and points, in small letters.
const SPELLINGS: [(Column, &[&str]); 10] = [
    (
        Column::Id,
        &[
            "id",
            "accountid",
            "userid",
            "uid",
            "agentid",
            "extensionid",
            "externalid",
            "employeeid",
            "编号",
            "账号",
            "帐号",
            "账户",
            "工号",
            "用户编号",
        ],
    ),
    (Column::Name, &["name", "displayname", "fullname", "姓名", "名称", "名字", "显示名称"]),
    (Column::FirstName, &["firstname", "givenname", "first", "forename", "名"]),
    (Column::LastName, &["lastname", "surname", "familyname", "last", "姓", "姓氏"]),
    (
        Column::Email,
        &[
            "email",
            "mail",
            "emailaddress",
            "mailaddress",
            "workemail",
            "邮箱",
            "电子邮箱",
            "邮件",
            "电子邮件",
            "企业邮箱",
        ],
    ),
    (
        Column::Phone,
        &[
            "phone",
            "mobile",
            "telephone",
            "tel",
            "cell",
            "phonenumber",
            "mobilephone",
            "mobilenumber",
            "手机",
            "手机号",
            "手机号码",
            "电话",
            "联系电话",
            "电话号码",
        ],
    ),
    (
        Column::Department,
        &["department", "dept", "team", "teamname", "departmentname", "unit", "部门", "团队", "所属部门"],
    ),
    (Column::Number, &["number", "extension", "ext", "agentnumber", "extensionnumber", "分机", "分机号", "号码"]),
    (Column::Title, &["title", "jobtitle", "position", "role", "profile", "职位", "职务", "岗位"]),
    (
        Column::Active,
        &["active", "isactive", "enabled", "status", "state", "accountstatus", "状态", "启用", "是否启用"],
    ),
];

/// What a heading means; `None` of one that is nobody's business.
pub(super) fn column(heading: &str) -> Option<Column> {
    let folded: String =
        heading.to_lowercase().chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '.')).collect();
    SPELLINGS.iter().find(|(_, spellings)| spellings.contains(&folded.as_str())).map(|(column, _)| *column)
}

/// Which field holds what.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    places: HashMap<Column, usize>,
    pub(super) width: usize,
}

impl Heading {
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn read<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut heading = Self { places: HashMap::new(), width: 0 };
        for (place, name) in names.into_iter().enumerate() {
            heading.width += 1;
            let Some(column) = column(name.trim()) else { continue };
            if let Some(other) = heading.places.insert(column, place) {
                return Err(format!("the columns {} and {} mean the same", other + 1, place + 1));
            }
        }
        if !heading.has(Column::Id) && !heading.has(Column::Email) {
            return Err("no column is called id or email".to_owned());
        }
        Ok(heading)
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.places.contains_key(&column)
    }

    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.places.get(&column).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_many_spellings() {
        for (heading, meant) in [
            ("E-Mail", Column::Email),
            ("email_address", Column::Email),
            ("User ID", Column::Id),
            ("first.name", Column::FirstName),
            ("手机号", Column::Phone),
            ("Job Title", Column::Title),
            ("部门", Column::Department),
            ("STATUS", Column::Active),
        ] {
            assert_eq!(column(heading), Some(meant), "{heading}");
        }
        assert_eq!(column("shoe size"), None);
        let spellings: Vec<_> = SPELLINGS.iter().flat_map(|(_, spellings)| *spellings).collect();
        let once: std::collections::HashSet<_> = spellings.iter().collect();
        assert_eq!(spellings.len(), once.len(), "no spelling means two things");
    }

    #[test]
    fn a_heading_says_who_is_who_and_says_it_once() {
        assert!(Heading::read(["Name", "Phone"]).unwrap_err().contains("id or email"));
        assert_eq!(Heading::read(["id", "mail", "E-mail"]).unwrap_err(), "the columns 2 and 3 mean the same");
        assert_eq!(Heading::read(["mail", "x", "y"]).unwrap().width, 3);
    }
}
