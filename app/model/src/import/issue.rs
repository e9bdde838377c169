//! What the check of a row finds.

use super::ImportField;
use serde::{Deserialize, Serialize};

crate::words!(
    /// How grave it is.
    Level {
        /// Nothing to say.
        Fine = "fine",
        /// Something to know; the row is imported.
        Info = "info",
        /// Something to look at; the row is imported.
        Warning = "warning",
        /// The row cannot be imported.
        Error = "error",
    }
);

crate::words!(
    /// What was found.
    IssueCode {
        /// A required cell is empty.
        Missing = "missing",
        /// Neither e-mail nor phone is given.
        NoAddress = "no_address",
        /// No e-mail address.
        MalformedEmail = "malformed_email",
        /// No phone number in international form.
        MalformedPhone = "malformed_phone",
        /// A long number that the spreadsheet has rounded, like `1.38E+10`; parameter `text`.
        RoundedNumber = "rounded_number",
        /// More characters than `limit`.
        TooLong = "too_long",
        /// A character that the field does not take.
        BadCharacter = "bad_character",
        /// The cell is a formula; its last value counts.
        Formula = "formula",
        /// The cell is an error of the spreadsheet; parameter `text`.
        CellError = "cell_error",
        /// A date, or a number that a spreadsheet shows as one, where a text is wanted; parameter `text`.
        DateAsNumber = "date_as_number",
        /// The same e-mail address stands in row `row`.
        RepeatedEmail = "repeated_email",
        /// The same phone number stands in row `row`.
        RepeatedPhone = "repeated_phone",
        /// The same work number stands in row `row`.
        RepeatedWorkNumber = "repeated_work_number",
        /// A member here has the same e-mail address; parameter `name`.
        SameEmailHere = "same_email_here",
        /// A member here has the same phone number; parameter `name`.
        SamePhoneHere = "same_phone_here",
        /// Another member here has the same work number; parameter `name`.
        SameWorkNumberHere = "same_work_number_here",
        /// E-mail and phone belong to two members here; parameters `name`, `other`.
        TwoMembersHere = "two_members_here",
        /// The member here with this address has another name; parameter `name`.
        OtherNameHere = "other_name_here",
        /// The member with this address is outside the viewer's departments.
        MemberOutsideScope = "member_outside_scope",
        /// Somebody with this address has left; restoring is the way in. Parameter `name`.
        MemberLeftEarlier = "member_left_earlier",
        /// Somebody with this address waits for approval; parameter `name`.
        MemberWaiting = "member_waiting",
        /// Somebody with this address was refused; re-examination is the way in. Parameter `name`.
        MemberRefused = "member_refused",
        /// The connected platform owns the department and position of this member.
        OwnedThere = "owned_there",
        /// The department will be made; parameter `path`.
        DepartmentCreated = "department_created",
        /// There is no such department; parameter `path`.
        DepartmentUnknown = "department_unknown",
        /// Several departments have this name, its path is needed; parameter `path`.
        DepartmentAmbiguous = "department_ambiguous",
        /// Found by its name alone; parameter `path`.
        DepartmentFound = "department_found",
        /// Deeper than `limit` levels; parameter `path`.
        DepartmentTooDeep = "department_too_deep",
        /// Not one of the viewer's departments; parameter `path`.
        DepartmentOutsideScope = "department_outside_scope",
        /// A part of the path is no name for a department; parameter `path`.
        DepartmentBadName = "department_bad_name",
        /// A scoped admin has to name a department.
        DepartmentNeeded = "department_needed",
        /// More departments than `limit`.
        TooManyDepartments = "too_many_departments",
        /// No active member and no row of the file has this e-mail address; the row is imported without a manager. Parameter `text`.
        ManagerUnknown = "manager_unknown",
        /// The manager in the same file would be managed by this person in turn; the row is imported without a manager.
        /// Parameter `text`.
        ManagerCircle = "manager_circle",
        /// Nobody here is meant, and nobody new is to be added: the row is left out.
        NotHere = "not_here",
        /// The same name at the same company stands in row `row`.
        RepeatedName = "repeated_name",
        /// A customer here has the same name and company; parameter `name`.
        SameNameHere = "same_name_here",
        /// Two customers here are meant; parameters `name`, `other`.
        TwoCustomersHere = "two_customers_here",
        /// The customer here is called `name` and gets the name of the file.
        NameChanges = "name_changes",
        /// The customer is looked after by nobody in the viewer's departments.
        CustomerOutsideScope = "customer_outside_scope",
        /// The connected platform owns the fields `fields` of this customer.
        CustomerOwnedThere = "customer_owned_there",
        /// No member is called so; parameter `text`.
        OwnerUnknown = "owner_unknown",
        /// No member is called so, but one nearly; parameters `text`, `near`.
        OwnerNear = "owner_near",
        /// Several members have this name; parameter `text`.
        OwnerAmbiguous = "owner_ambiguous",
        /// The member is not in the viewer's departments; parameter `text`.
        OwnerOutsideScope = "owner_outside_scope",
        /// A scoped admin has to name one of his members.
        OwnerNeeded = "owner_needed",
        /// More owners than `limit`.
        TooManyOwners = "too_many_owners",
        /// The tag will be made; parameter `path`.
        TagCreated = "tag_created",
        /// The organisation has no such tag of its own; parameter `path`.
        TagUnknown = "tag_unknown",
        /// Several groups have a tag of this name; parameter `path`.
        TagAmbiguous = "tag_ambiguous",
        /// A group or a name that is too long; parameters `path`, `limit`.
        TagBadName = "tag_bad_name",
        /// More tags than `limit`.
        TooManyTags = "too_many_tags",
        /// No date that can be told for sure.
        MalformedDate = "malformed_date",
        /// A day that is yet to come.
        FutureDate = "future_date",
        /// Nothing says which member is meant.
        MemberNeeded = "member_needed",
        /// No member has this e-mail address, id or work number; parameter `text`.
        MemberUnknown = "member_unknown",
        /// Several members have this work number; parameter `text`.
        MemberAmbiguous = "member_ambiguous",
        /// The cells mean two members; parameters `name`, `other`.
        TwoMembersMeant = "two_members_meant",
        /// The member is not active any more, or not yet; parameter `name`.
        MemberNotActive = "member_not_active",
        /// Several platforms are connected, and nothing says which is meant.
        ConnectionNeeded = "connection_needed",
        /// No connection whose people are mapped has this name or id; parameter `text`.
        ConnectionUnknown = "connection_unknown",
        /// Several connections have this name; parameter `text`.
        ConnectionAmbiguous = "connection_ambiguous",
        /// No account is named: the row is left out.
        NoAccount = "no_account",
        /// The platform told of no such account; parameter `text`.
        AccountUnknown = "account_unknown",
        /// Several accounts there have this e-mail address or number; parameter `text`.
        AccountAmbiguous = "account_ambiguous",
        /// The account is gone or switched off there; parameter `text`.
        AccountOff = "account_off",
        /// The account is another member's; parameter `name`.
        AccountTaken = "account_taken",
        /// The same member stands with the same connection in row `row`.
        RepeatedMember = "repeated_member",
        /// The same account stands in row `row`.
        RepeatedAccount = "repeated_account",
        /// The member has this account already.
        SameAccountHere = "same_account_here",
        /// The member has another account there; parameter `name`.
        OtherAccountHere = "other_account_here",
        /// Somebody decided that the member has no account there.
        IgnoredHere = "ignored_here",
        /// The same agent number stands in row `row`.
        RepeatedNumber = "repeated_number",
        /// The agent `name` has this number.
        NumberTaken = "number_taken",
        /// The agent `name` in the recycle bin has this number.
        NumberInBin = "number_in_bin",
        /// The agent `name` has this e-mail address.
        EmailTaken = "email_taken",
        /// The agent `name` in the recycle bin has this e-mail address.
        EmailInBin = "email_in_bin",
        /// The agent `name` with this number and this e-mail address is in the recycle bin.
        AgentInBin = "agent_in_bin",
        /// The agent `name` has this number and this e-mail address.
        AgentHere = "agent_here",
        /// The member with this e-mail address is an agent with another one, or was until he was deleted; parameters `name`, `number`.
        OtherAgentHere = "other_agent_here",
        /// The member `name` has this e-mail address and becomes an agent.
        MemberBecomesAgent = "member_becomes_agent",
        /// The member `name` with this e-mail address is suspended.
        MemberSuspended = "member_suspended",
        /// Somebody who is no member has an account with this e-mail address.
        AddressHasAccount = "address_has_account",
        /// The member or agent `name` has more rights than the viewer.
        MoreRights = "more_rights",
        /// There is no such role; parameter `text`.
        RoleUnknown = "role_unknown",
        /// Several roles are called so; parameter `text`.
        RoleAmbiguous = "role_ambiguous",
        /// The viewer may not give this role; parameter `text`.
        RoleAbove = "role_above",
        /// Who is here keeps the role he has; parameter `text` is the one in the file.
        RoleStays = "role_stays",
        /// The skill group will be made; parameter `text`.
        GroupCreated = "group_created",
        /// There is no such skill group; parameter `text`.
        GroupUnknown = "group_unknown",
        /// No name for a skill group: too long; parameters `text`, `limit`.
        GroupBadName = "group_bad_name",
        /// More skill groups than `limit`.
        TooManyGroups = "too_many_groups",
        /// An example of the template.
        Example = "example",
    }
);

/// One thing that was found in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowIssue {
    /// How grave it is.
    pub level: Level,
    /// In which field; `None` for the row as a whole.
    pub field: Option<ImportField>,
    /// In which column, from 0, where the field is assigned to one.
    pub column: Option<u32>,
    /// What.
    pub code: IssueCode,
    /// Values for the placeholders of its sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<(String, String)>,
}

impl RowIssue {
    /// The value of a parameter, if it is there.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
