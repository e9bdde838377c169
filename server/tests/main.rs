//! Facts about the product, entered through HTTP, against a real database.

mod audit;
mod backup;
mod backups;
mod common;
mod connections;
mod crash;
mod customers;
mod departments;
mod edge;
mod imports;
mod invitations;
mod join_rules;
mod joins;
mod members;
mod organisation;
mod outbox;
mod privacy;
mod profile;
mod rest;
mod roles;
mod sync_conflicts;
mod sync_contacts;
mod sync_customers;
mod sync_ticks;
mod templates;
mod webhooks;
