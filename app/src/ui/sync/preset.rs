//! Cron lines that have a name, so that nobody has to know cron.

/// How often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Every 15 minutes.
    Quarter,
    /// At every full hour.
    Hourly,
    /// Every day at a time.
    Daily(Clock),
    /// Every week on a day (0 is Sunday) at a time.
    Weekly(u8, Clock),
    /// Anything else.
    Cron,
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    hour: u8,
    minute: u8,
}

impl Clock {
    /// Reads `hh:mm`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.trim().split_once([':', '：'])?;
        Self::of(hour, minute)
    }
    fn of(hour: &str, minute: &str) -> Option<Self> {
        let clock = Self { hour: hour.parse().ok()?, minute: minute.parse().ok()? };
        (clock.hour < 24 && clock.minute < 60).then_some(clock)
    }
    /// `hh:mm`.
    pub fn text(self) -> String {
        let two = |n: u8| [b'0' + n / 10, b'0' + n % 10].map(char::from);
        two(self.hour).into_iter().chain([':']).chain(two(self.minute)).collect()
    }
}

impl Preset {
    /// What a cron line means.
    pub fn of(cron: &str) -> Self {
        let parts: Vec<&str> = cron.split_whitespace().collect();
        match parts.as_slice() {
            ["*/15", "*", "*", "*", "*"] => Self::Quarter,
            ["0", "*", "*", "*", "*"] => Self::Hourly,
            [minute, hour, "*", "*", "*"] => Clock::of(hour, minute).map_or(Self::Cron, Self::Daily),
            [minute, hour, "*", "*", day] => {
                let day = day.parse::<u8>().ok().filter(|day| *day < 8).map(|day| day % 7);
                day.zip(Clock::of(hour, minute)).map_or(Self::Cron, |(day, clock)| Self::Weekly(day, clock))
            }
            _ => Self::Cron,
        }
    }
    /// The id of its choice.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Quarter => "quarter",
            Self::Hourly => "hourly",
            Self::Daily(_) => "daily",
            Self::Weekly(..) => "weekly",
            Self::Cron => "cron",
        }
    }
}

/// The cron line of what was chosen; nothing while the time is no time.
pub fn cron(id: &str, time: &str, day: &str, line: &str) -> Option<String> {
    let at = || Clock::parse(time).map(|clock| [clock.minute.to_string(), clock.hour.to_string()].join(" "));
    match id {
        "quarter" => Some("*/15 * * * *".to_owned()),
        "hourly" => Some("0 * * * *".to_owned()),
        "daily" => at().map(|at| [at.as_str(), "* * *"].join(" ")),
        "weekly" => at().map(|at| [at.as_str(), "* *", day].join(" ")),
        _ => Some(line.trim().to_owned()).filter(|line| !line.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_line_comes_back_as_what_was_chosen() {
        for (id, time, day) in
            [("quarter", "", ""), ("hourly", "", ""), ("daily", "02:05", ""), ("weekly", "23:59", "0")]
        {
            let line = cron(id, time, day, "").unwrap_or_default();
            let preset = Preset::of(&line);
            assert_eq!(preset.id(), id, "{line}");
            if let Preset::Daily(clock) | Preset::Weekly(_, clock) = preset {
                assert_eq!(clock.text(), time);
            }
        }
    }

    #[test]
    fn everything_else_is_a_line_for_experts() {
        for line in ["", "5 * * * *", "0 9-17 * * 1-5", "99 2 * * *", "0 2 1 * *", "0 2 * * 9"] {
            assert_eq!(Preset::of(line), Preset::Cron, "{line}");
        }
        assert_eq!(cron("daily", "25:00", "", ""), None);
        assert_eq!(cron("cron", "", "", "  "), None);
    }
}
