//! When backups are made, how many are kept, and where they go.

use super::store::StoreTest;
use super::words;
use crate::api::backups;
use crate::ui::deed::deed;
use crate::ui::kit::{Checkbox, Choice, Form, FormActions, Section, Select, Switch, TextField, TextKind, toast};
use crate::ui::live::touch;
use crate::ui::{format, w};
use crate::words::fill;
use leptos::prelude::*;
use model::backup::{BackupSettings, Backups, Every, SaveBackupSettings, StoreSettings};

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    every: RwSignal<String>,
    hours: RwSignal<String>,
    at: RwSignal<String>,
    weekday: RwSignal<String>,
    zone: RwSignal<String>,
    keep: RwSignal<String>,
    keep_by_hand: RwSignal<String>,
    keep_before: RwSignal<String>,
    folder: RwSignal<String>,
    passphrase: RwSignal<String>,
    no_passphrase: RwSignal<bool>,
    store: RwSignal<bool>,
    endpoint: RwSignal<String>,
    region: RwSignal<String>,
    bucket: RwSignal<String>,
    prefix: RwSignal<String>,
    access_key: RwSignal<String>,
    secret: RwSignal<String>,
}

impl Typed {
    fn of(settings: &BackupSettings) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        let number = |number: i64| RwSignal::new(number.to_string());
        let store = &settings.store;
        // Nobody chose yet: the zone of whoever chooses now.
        let zone = if settings.revision == 0 { format::zone() } else { settings.zone.clone() };
        Self {
            every: text(settings.every.word()),
            hours: number(settings.hours),
            at: text(&settings.at),
            weekday: number(settings.weekday),
            zone: RwSignal::new(zone),
            keep: number(settings.keep),
            keep_by_hand: number(settings.keep_by_hand),
            keep_before: number(settings.keep_before),
            folder: text(&settings.folder),
            passphrase: text(""),
            no_passphrase: RwSignal::new(false),
            store: RwSignal::new(store.on),
            endpoint: text(&store.endpoint),
            region: text(&store.region),
            bucket: text(&store.bucket),
            prefix: text(&store.prefix),
            access_key: text(&store.access_key),
            secret: text(""),
        }
    }

    fn settings(self, revision: i64) -> SaveBackupSettings {
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        // What is no number is refused by the check, with the bounds.
        let number = |signal: RwSignal<String>| text(signal).parse().unwrap_or(0);
        let typed = |signal: RwSignal<String>| Some(signal.get_untracked()).filter(|text| !text.is_empty());
        let passphrase = if self.no_passphrase.get_untracked() { Some(String::new()) } else { typed(self.passphrase) };
        SaveBackupSettings {
            settings: BackupSettings {
                every: Every::from_word(&text(self.every)).unwrap_or(Every::Off),
                hours: number(self.hours),
                at: text(self.at),
                weekday: number(self.weekday),
                zone: text(self.zone),
                keep: number(self.keep),
                keep_by_hand: number(self.keep_by_hand),
                keep_before: number(self.keep_before),
                folder: text(self.folder),
                store: StoreSettings {
                    on: self.store.get_untracked(),
                    endpoint: text(self.endpoint),
                    region: text(self.region),
                    bucket: text(self.bucket),
                    prefix: text(self.prefix),
                    access_key: text(self.access_key),
                },
                revision,
                ..BackupSettings::default()
            },
            secret: typed(self.secret),
            passphrase,
        }
    }

    fn is(self, wanted: &'static [Every]) -> Signal<bool> {
        Signal::derive(move || self.every.with(|every| wanted.iter().any(|one| one.word() == every)))
    }
}

fn rhythms() -> Vec<Choice> {
    Every::ALL.iter().map(|every| Choice::new(every.word(), words().every_word(*every))).collect()
}

fn days() -> Vec<Choice> {
    let w = words();
    let names = [w.sunday, w.monday, w.tuesday, w.wednesday, w.thursday, w.friday, w.saturday];
    names.into_iter().enumerate().map(|(day, name)| Choice::new(day.to_string(), name)).collect()
}

/// The form.
#[component]
pub fn SettingsForm(all: Signal<Backups>) -> impl IntoView {
    let typed = all.with_untracked(|all| Typed::of(&all.settings));
    let save = deed(backups::save, move |_: BackupSettings| {
        typed.passphrase.set(String::new());
        typed.secret.set(String::new());
        typed.no_passphrase.set(false);
        toast::done(w().common.saved);
        touch(&["backups"]);
    });
    let submit = move || save.go(typed.settings(all.with_untracked(|all| all.settings.revision)));
    let (hours, timed, weekly) =
        (typed.is(&[Every::Hours]), typed.is(&[Every::Day, Every::Week]), typed.is(&[Every::Week]));
    let next = move || {
        let next = all.with(|all| all.settings.next_at)?;
        Some(view! { <p class="faint">{fill(words().next, &[("time", &format::date_time(next))])}</p> })
    };
    let folder_hint = all.with_untracked(|all| fill(words().folder_hint, &[("folder", &all.default_folder)]));
    let locked = Memo::new(move |_| all.with(|all| all.settings.passphrase_set));
    let passphrase_hint = move || if locked.get() { words().passphrase_kept } else { words().passphrase_hint };
    view! {
        <Section title=words().settings>
            <div class="card">
                <Form on_submit=submit problem=save.problem()>
                    <div class="columns-2">
                        <Select name="every" label=words().every value=typed.every bind=typed.every options=Signal::stored(rhythms())/>
                        <Show when=move || hours.get()>
                            <TextField name="hours" label=words().hours value=typed.hours kind=TextKind::Number max=3 required=true/>
                        </Show>
                        <Show when=move || weekly.get()>
                            <Select name="weekday" label=words().weekday value=typed.weekday bind=typed.weekday options=Signal::stored(days())/>
                        </Show>
                        <Show when=move || timed.get()>
                            <TextField name="at" label=words().at value=typed.at placeholder="03:00" max=5 required=true/>
                            <TextField name="zone" label=words().zone value=typed.zone max=64 required=true/>
                        </Show>
                    </div>
                    {next}
                    <div class="columns-2">
                        <TextField name="keep" label=words().keep value=typed.keep kind=TextKind::Number max=4/>
                        <TextField name="keep_by_hand" label=words().keep_by_hand value=typed.keep_by_hand kind=TextKind::Number max=4/>
                        <TextField name="keep_before" label=words().keep_before value=typed.keep_before kind=TextKind::Number max=4/>
                        <TextField name="folder" label=words().folder value=typed.folder hint=folder_hint max=500/>
                        <TextField
                            name="passphrase"
                            label=words().passphrase
                            value=typed.passphrase
                            kind=TextKind::Password
                            autocomplete="new-password"
                            hint=passphrase_hint
                            max=512
                        />
                    </div>
                    <Show when=move || locked.get()>
                        <Checkbox
                            label=words().passphrase_end
                            checked=typed.no_passphrase
                            on_change=move |on| typed.no_passphrase.set(on)
                        />
                    </Show>
                    <Switch label=words().store checked=typed.store on_change=move |on| typed.store.set(on)/>
                    <Show when=move || typed.store.get()>
                        <StoreFields typed all/>
                    </Show>
                    <FormActions label=w().common.save busy=save.busy()/>
                </Form>
                <StoreTest all/>
            </div>
        </Section>
    }
}

#[component]
fn StoreFields(typed: Typed, all: Signal<Backups>) -> impl IntoView {
    let hint = move || if all.with(|all| all.settings.secret_set) { words().secret_kept } else { "" };
    view! {
        <div class="columns-2">
            <TextField name="endpoint" label=words().endpoint value=typed.endpoint kind=TextKind::Url placeholder="https://s3.example.com" max=500/>
            <TextField name="region" label=words().region value=typed.region placeholder="us-east-1" max=64/>
            <TextField name="bucket" label=words().bucket value=typed.bucket max=64/>
            <TextField name="prefix" label=words().prefix value=typed.prefix max=500/>
            <TextField name="access_key" label=words().access_key value=typed.access_key max=512/>
            <TextField
                name="secret"
                label=words().secret
                value=typed.secret
                kind=TextKind::Password
                autocomplete="new-password"
                hint
                max=512
            />
        </div>
    }
}
