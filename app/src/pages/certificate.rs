//! The certificate that somebody was erased, to be printed. It holds nothing about the person.

use super::Frame;
use super::moment::utc;
use crate::words::deletion::DeletionWords;
use crate::words::fill;
use crate::words::papers::PapersWords;
use leptos::prelude::*;
use model::deletion::Certificate;

/// The page.
#[derive(Debug)]
pub struct CertificatePage {
    /// The certificate.
    pub certificate: Certificate,
    /// Whose it is.
    pub organisation: String,
}

impl CertificatePage {
    /// The page as HTML.
    pub fn html(&self, frame: &Frame) -> String {
        let (words, deletion) = (PapersWords::get(frame.language), DeletionWords::get(frame.language));
        let one = &self.certificate;
        let erased_by = match one.erased_by.as_str() {
            "" => words.certificate_by_itself,
            by => by,
        };
        let counts: Vec<AnyView> = one
            .counts
            .iter()
            .map(|(key, count)| {
                let name = words.count(key).map_or_else(|| key.clone(), str::to_owned);
                view! { <dt>{name}</dt><dd>{count.to_string()}</dd> }.into_any()
            })
            .collect();
        let entry = one.entry.clone().map(|(seq, hash)| {
            view! {
                <dt>{words.certificate_entry}</dt>
                <dd>{seq.to_string()}</dd>
                <dt>{words.certificate_hash}</dt>
                <dd><code>{hash}</code></dd>
            }
        });
        let main = view! {
            <div class="paper">
                <h1>{words.certificate_title}</h1>
                <p class="lead">{fill(words.certificate_text, &[("organisation", &self.organisation)])}</p>
                <section class="card">
                    <dl>
                        <dt>{words.certificate_number}</dt>
                        <dd><code>{one.id.0.clone()}</code></dd>
                        <dt>{words.certificate_record}</dt>
                        <dd><code>{one.customer_id.0.clone()}</code></dd>
                        <dt>{words.field_basis}</dt>
                        <dd>{deletion.legal_basis(one.basis)}</dd>
                        <dt>{words.field_deleted_by}</dt>
                        <dd>{one.deleted_by.clone()}</dd>
                        <dt>{words.field_deleted_at}</dt>
                        <dd>{utc(one.deleted_at)}</dd>
                        <dt>{words.erased_by}</dt>
                        <dd>{erased_by.to_owned()}</dd>
                        <dt>{words.field_erased_at}</dt>
                        <dd>{utc(one.erased_at)}</dd>
                    </dl>
                </section>
                <section class="card">
                    <h2>{words.certificate_counts}</h2>
                    <dl>{counts}</dl>
                </section>
                <section class="card">
                    <dl>{entry}</dl>
                    <p class="hint">{words.certificate_check}</p>
                </section>
            </div>
        };
        frame.document(words.certificate_title, main)
    }
}
