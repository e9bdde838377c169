//! Where in the wizard one is.

use super::words;
use crate::ui::kit::{self, WizardStep};
use leptos::prelude::*;
use model::import::ImportState;

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Choosing a file.
    File,
    /// Saying what its columns mean.
    Columns,
    /// Looking at its rows.
    Check,
    /// Looking at the changes, and carrying them out.
    Review,
}

impl Step {
    const ALL: [Self; 4] = [Self::File, Self::Columns, Self::Check, Self::Review];

    /// The step that an import in a state stands at.
    pub const fn of(state: ImportState) -> Self {
        match state {
            ImportState::Uploading | ImportState::Reading | ImportState::Failed | ImportState::Cancelled => Self::File,
            ImportState::Mapping => Self::Columns,
            ImportState::Checking | ImportState::Checked | ImportState::Drafting => Self::Check,
            ImportState::Drafted | ImportState::Applying | ImportState::Applied | ImportState::Undone => Self::Review,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::File => words().step_file,
            Self::Columns => words().step_columns,
            Self::Check => words().step_check,
            Self::Review => words().step_review,
        }
    }
}

/// The steps, those behind ticked off.
#[component]
pub fn Steps(
    /// Where one is.
    at: Signal<Step>,
) -> impl IntoView {
    let steps = Step::ALL.map(|step| WizardStep { name: step.name(), href: None });
    view! { <kit::Steps label=words().steps steps=steps.to_vec() at=Signal::derive(move || at.get() as usize)/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_follow_the_states() {
        assert_eq!(Step::of(ImportState::Mapping), Step::Columns);
        assert_eq!(Step::of(ImportState::Drafting), Step::Check, "the review begins when the changes are there");
        assert!(Step::of(ImportState::Reading) < Step::of(ImportState::Checked));
    }
}
