//! A sentence for each thing that a check finds, a word for each state and level. Exhaustive: a new one fails the build until
//! it has its words here.

use super::ImportsWords;
use model::import::{Guess, ImportState, IssueCode, Level};

crate::labels! {
    ImportsWords;
    state: ImportState {
        Uploading => state_uploading, Reading => state_reading, Mapping => state_mapping, Checking => state_checking,
        Checked => state_checked, Drafting => state_drafting, Drafted => state_drafted, Applying => state_applying,
        Applied => state_applied, Undone => state_undone, Failed => state_failed, Cancelled => state_cancelled,
    }
    level: Level {
        Fine => level_fine, Info => level_info, Warning => level_warning, Error => level_error,
    }
    guess: Guess {
        Name => guessed_name, Content => guessed_content,
    }
    issue: IssueCode {
        Missing => missing,
        NoAddress => no_address,
        MalformedEmail => malformed_email,
        MalformedPhone => malformed_phone,
        RoundedNumber => rounded_number,
        TooLong => too_long,
        BadCharacter => bad_character,
        Formula => formula,
        CellError => cell_error,
        DateAsNumber => date_as_number,
        RepeatedEmail => repeated_email,
        RepeatedPhone => repeated_phone,
        RepeatedWorkNumber => repeated_work_number,
        SameEmailHere => same_email_here,
        SamePhoneHere => same_phone_here,
        SameWorkNumberHere => same_work_number_here,
        TwoMembersHere => two_members_here,
        OtherNameHere => other_name_here,
        MemberOutsideScope => member_outside_scope,
        MemberLeftEarlier => member_left_earlier,
        MemberWaiting => member_waiting,
        MemberRefused => member_refused,
        OwnedThere => owned_there,
        DepartmentCreated => department_created,
        DepartmentUnknown => department_unknown,
        DepartmentAmbiguous => department_ambiguous,
        DepartmentFound => department_found,
        DepartmentTooDeep => department_too_deep,
        DepartmentOutsideScope => department_outside_scope,
        DepartmentBadName => department_bad_name,
        DepartmentNeeded => department_needed,
        TooManyDepartments => too_many_departments,
        ManagerUnknown => manager_unknown,
        ManagerCircle => manager_circle,
        NotHere => not_here,
        RepeatedName => repeated_name,
        SameNameHere => same_name_here,
        TwoCustomersHere => two_customers_here,
        NameChanges => name_changes,
        CustomerOutsideScope => customer_outside_scope,
        CustomerOwnedThere => customer_owned_there,
        OwnerUnknown => owner_unknown,
        OwnerNear => owner_near,
        OwnerAmbiguous => owner_ambiguous,
        OwnerOutsideScope => owner_outside_scope,
        OwnerNeeded => owner_needed,
        TooManyOwners => too_many_owners,
        TagCreated => tag_created,
        TagUnknown => tag_unknown,
        TagAmbiguous => tag_ambiguous,
        TagBadName => tag_bad_name,
        TooManyTags => too_many_tags,
        MalformedDate => malformed_date,
        FutureDate => future_date,
        Example => example,
    }
}
