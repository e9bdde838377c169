//! A sentence for each thing that a check finds. Exhaustive: a new one fails the build until it has its sentence here.

use super::ImportsWords;
use model::import::IssueCode;

crate::labels! {
    ImportsWords;
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
        Example => example,
    }
}
