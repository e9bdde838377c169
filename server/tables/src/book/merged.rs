//! Which cells lie under another one that spreads over them.

use calamine::Dimensions;
use std::collections::VecDeque;

/// Merged regions, walked through in the order of the rows.
#[derive(Debug, Default)]
pub struct Merged {
    /// By their first row.
    coming: VecDeque<Dimensions>,
    /// Those the current row cuts.
    here: Vec<Dimensions>,
}

impl Merged {
    pub fn new(mut regions: Vec<Dimensions>) -> Self {
        regions.sort_by_key(|region| region.start);
        Self { coming: regions.into(), here: Vec::new() }
    }

    /// Whether a cell is covered. Its own program keeps what was in it, a person does not see it. Ask row by row.
    pub fn covers(&mut self, (row, column): (u32, u32)) -> bool {
        while let Some(region) = self.coming.pop_front_if(|region| region.start.0 <= row) {
            self.here.retain(|region| region.end.0 >= row);
            self.here.push(region);
        }
        self.here.iter().any(|region| {
            let inside =
                (region.start.0..=region.end.0).contains(&row) && (region.start.1..=region.end.1).contains(&column);
            inside && (row, column) != region.start
        })
    }
}
