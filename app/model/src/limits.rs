//! Every length and number that a field may have, in one place: the browser shows them, the server enforces them.

/// Names of people, organisations and departments. WeCom allows 64 characters for both (document 90195, 90205).
pub const NAME: usize = 64;
/// E-mail addresses, in characters (RFC 5321 §4.5.3.1: 64 + @ + 255, cut to the 254 that fit a path).
pub const EMAIL: usize = 254;
/// A position, in characters (WeCom document 90195).
pub const POSITION: usize = 128;
/// A location, in characters.
pub const LOCATION: usize = 128;
/// A work number, in characters.
pub const WORK_NUMBER: usize = 64;
/// A note or a reason, in characters.
pub const NOTE: usize = 500;
/// The shortest password, in characters (OWASP ASVS 5.0 6.2.1).
pub const PASSWORD_MIN: usize = 8;
/// The longest password, in characters; hashing a megabyte would be a gift to an attacker.
pub const PASSWORD_MAX: usize = 128;
/// Depth of the department tree below the root (WeCom document 90205).
pub const DEPTH: usize = 15;
/// Departments of one member (WeCom document 90195).
pub const MEMBER_DEPARTMENTS: usize = 100;
/// Words of a search, in characters.
pub const SEARCH: usize = 100;
/// Uses of one invitation link.
pub const MAX_USES: i64 = 100_000;
/// A company, in characters.
pub const COMPANY: usize = 128;
/// What colleagues should know of a customer, in characters.
pub const CUSTOMER_NOTE: usize = 2_000;
/// A tag or a group of tags, in characters (WeCom document 92117).
pub const TAG: usize = 30;
/// Tags of an organisation's own (WeCom allows as many: document 92117).
pub const TAGS: i64 = 10_000;
/// Tags in a filter, or put on customers at once.
pub const TAGS_AT_ONCE: usize = 20;
/// Members who look after a customer that was added by hand.
pub const OWNERS: usize = 50;
/// Customers that are merged into one at once.
pub const MERGED_AT_ONCE: usize = 20;
/// Rows that one bulk action takes by id.
pub const BULK: usize = 1_000;
/// A URL typed by an admin, in characters.
pub const URL: usize = 500;
/// A credential typed by an admin, in characters.
pub const SECRET: usize = 512;
/// A template of a message, in characters.
pub const TEMPLATE: usize = 10_000;
/// The subject line of a letter, in characters.
pub const SUBJECT: usize = 200;
/// Addresses invited at once.
pub const INVITED_AT_ONCE: usize = 500;
/// Columns of an imported file; `tables::limits` says why.
pub const IMPORT_COLUMNS: usize = 200;
/// Files that one person, and one network address, import in a day on the free plan (seed 003, Ⅰ.3).
pub const IMPORTS_A_DAY: i64 = 100;
/// Bytes of an uploaded file; `tables::limits` says why.
pub const IMPORT_BYTES: u64 = 50_000_000;
/// A cell typed anew, in characters: a departments cell is the longest.
pub const IMPORT_CELL: usize = 4_000;
/// Presets of a kind of import.
pub const IMPORT_PRESETS: i64 = 50;
/// A question of an organisation's own on the join page, in characters.
pub const QUESTION: usize = 80;
/// The answer to one, in characters.
pub const ANSWER: usize = 500;
/// Questions of an organisation's own.
pub const QUESTIONS: usize = 10;
/// Departments that the join page offers to choose from; of more the name is typed. Keeps the page below 14 kB compressed.
pub const WISHES: usize = 500;
