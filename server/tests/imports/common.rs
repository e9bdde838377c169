//! Files made in the test, and the steps of the wizard.

use crate::common::{Answer, Client, TestApp};
use domain::sheet::Cell;
use domain::sheet::xlsx::Book;
use reqwest::Method;
use serde_json::{Value, json};
use std::io::Read as _;

const EDGE: &str = "----muster-test-edge";

/// The body of a form with one file.
pub fn form(field: &str, file_name: &str, bytes: &[u8]) -> Vec<u8> {
    let file = if file_name.is_empty() { String::new() } else { format!("; filename=\"{file_name}\"") };
    let head = format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{field}\"{file}\r\n\r\n");
    [head.as_bytes(), bytes, format!("\r\n--{EDGE}--\r\n").as_bytes()].concat()
}

/// The media type and the body of a form with one file.
pub fn file_form(file_name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    (format!("multipart/form-data; boundary={EDGE}"), form("file", file_name, bytes))
}

/// The media type and the body of a form with one file, and with the word for what its rows become before it or behind it.
pub fn kind_form(kind: &str, (file_name, bytes): (&str, &[u8]), first: bool) -> (String, Vec<u8>) {
    let end = format!("--{EDGE}--\r\n").into_bytes();
    let open = |part: Vec<u8>| part[..part.len() - end.len()].to_vec();
    let (word, file) = (form("kind", "", kind.as_bytes()), form("file", file_name, bytes));
    let body = if first { [open(word), file].concat() } else { [open(file), word].concat() };
    (format!("multipart/form-data; boundary={EDGE}"), body)
}

/// Rows as CSV.
pub fn csv(rows: &[&[&str]]) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(*row).expect("memory");
    }
    writer.into_inner().expect("memory")
}

/// Rows as a workbook; the first is its header.
pub fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    let header = rows[0].iter().map(|cell| (*cell).to_owned()).collect();
    let mut book = Book::new("Staff", header);
    let cells: Vec<Vec<Cell>> =
        rows[1..].iter().map(|row| row.iter().map(|cell| Cell::from(*cell)).collect()).collect();
    book.add(&cells).expect("a workbook");
    let mut bytes = Vec::new();
    book.finish().expect("a workbook").read_to_end(&mut bytes).expect("bytes");
    bytes
}

impl Client {
    /// Uploads a file, as the console's form does.
    pub async fn upload(&self, file_name: &str, bytes: &[u8]) -> Answer {
        self.send_form(form("file", file_name, bytes)).await
    }

    /// Uploads a file of customers.
    pub async fn upload_customers(&self, file_name: &str, bytes: &[u8]) -> Answer {
        self.send_form_to("/import/customers", form("file", file_name, bytes)).await
    }

    /// Uploads a file of mappings.
    pub async fn upload_mappings(&self, file_name: &str, bytes: &[u8]) -> Answer {
        self.send_form_to("/import/mappings", form("file", file_name, bytes)).await
    }

    /// Uploads a file of agents.
    pub async fn upload_agents(&self, file_name: &str, bytes: &[u8]) -> Answer {
        self.send_form_to("/import/agents", form("file", file_name, bytes)).await
    }

    pub async fn send_form(&self, body: Vec<u8>) -> Answer {
        self.send_form_to("/import/members", body).await
    }

    async fn send_form_to(&self, path: &str, body: Vec<u8>) -> Answer {
        let origin = self.origin().to_owned();
        let request = self.request(Method::POST, path).header("origin", origin);
        self.send(request.header("content-type", format!("multipart/form-data; boundary={EDGE}")).body(body)).await
    }

    pub async fn import(&self, id: &Value) -> Value {
        self.ask("imports/get", json!({ "id": id })).await["import"].clone()
    }

    /// The rows of an import.
    pub async fn import_rows(&self, id: &Value, query: Value) -> Vec<Value> {
        let mut query = query;
        query["import"] = id.clone();
        self.ask("imports/rows", json!({ "query": query })).await["items"].as_array().expect("rows").clone()
    }

    /// What was found in each row: `3 error email malformed_email`.
    pub async fn findings(&self, id: &Value) -> Vec<String> {
        let rows = self.import_rows(id, json!({ "page": { "limit": 500 } })).await;
        let mut all = Vec::new();
        for row in rows {
            for issue in row["issues"].as_array().expect("issues") {
                let text = |key: &str| issue[key].as_str().unwrap_or("-").to_owned();
                all.push(format!("{} {} {} {}", row["number"], text("level"), text("field"), text("code")));
            }
        }
        all
    }
}

impl TestApp {
    /// Uploads a file and lets it be read; the import.
    pub async fn read_file(&self, client: &Client, file_name: &str, bytes: &[u8]) -> Value {
        self.read(client, client.upload(file_name, bytes).await).await
    }

    /// Uploads a file of customers and lets it be read; the import.
    pub async fn read_customers(&self, client: &Client, file_name: &str, bytes: &[u8]) -> Value {
        self.read(client, client.upload_customers(file_name, bytes).await).await
    }

    /// Uploads a file of mappings and lets it be read; the import.
    pub async fn read_mappings(&self, client: &Client, file_name: &str, bytes: &[u8]) -> Value {
        self.read(client, client.upload_mappings(file_name, bytes).await).await
    }

    /// Uploads a file of agents and lets it be read; the import.
    pub async fn read_agents(&self, client: &Client, file_name: &str, bytes: &[u8]) -> Value {
        self.read(client, client.upload_agents(file_name, bytes).await).await
    }

    async fn read(&self, client: &Client, answer: Answer) -> Value {
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.work().await;
        client.import(&answer.json()["id"]).await
    }

    /// Changes options of an import that was read, and checks it.
    pub async fn check_file(&self, client: &Client, import: &Value, changes: Value) -> Value {
        let mut options = import["options"].clone();
        for (name, value) in changes.as_object().expect("options") {
            options[name] = value.clone();
        }
        let save = json!({ "id": import["id"], "revision": import["revision"], "options": options });
        client.ask("imports/save", save).await;
        client.ask("imports/check", json!({ "id": import["id"] })).await;
        self.work().await;
        client.import(&import["id"]).await
    }

    /// Uploads, reads and checks.
    pub async fn checked(&self, client: &Client, rows: &[&[&str]], changes: Value) -> Value {
        let import = self.read_file(client, "staff.csv", &csv(rows)).await;
        assert_eq!(import["state"], "mapping", "{import}");
        let import = self.check_file(client, &import, changes).await;
        assert_eq!(import["state"], "checked", "{import}");
        import
    }

    /// Uploads, reads and checks customers.
    pub async fn checked_customers(&self, client: &Client, rows: &[&[&str]], changes: Value) -> Value {
        let import = self.read_customers(client, "customers.csv", &csv(rows)).await;
        assert_eq!(import["state"], "mapping", "{import}");
        let import = self.check_file(client, &import, changes).await;
        assert_eq!(import["state"], "checked", "{import}");
        import
    }

    /// Proposes the changes; the change set.
    pub async fn draft_file(&self, client: &Client, import: &Value) -> Value {
        client.ask("imports/draft", json!({ "id": import["id"] })).await;
        self.work().await;
        let import = client.import(&import["id"]).await;
        assert_eq!(import["state"], "drafted", "{import}");
        client.ask("changes/get", json!({ "id": import["change_set"] })).await
    }

    /// Puts a change set back.
    pub async fn undo(&self, client: &Client, set: &Value) -> Value {
        client.ask("changes/undo", json!({ "id": set["id"] })).await;
        self.work().await;
        client.ask("changes/get", json!({ "id": set["id"] })).await
    }

    /// The tables of people and departments, as text.
    pub async fn dump(&self) -> Vec<String> {
        let mut conn = self.edge.services.store.read().await.expect("a connection");
        let mut all = Vec::new();
        for sql in [
            "select id || name || coalesce(email_key, '') || coalesce(phone, '') || status || role || position || location \
             || work_number || coalesce(main_department_id, '') || coalesce(manager_id, '') from members order by id",
            "select id || name || path || coalesce(parent_id, '') from departments order by id",
            "select member_id || department_id from member_departments order by member_id, department_id",
            "select id || name || company || position || phone || email || note || source || cast(added_at as text) \
             || cast(contacted_at as text) || cast(revision as text) from customers order by id",
            "select id || customer_id || member_id || cast(since as text) || state from relations order by id",
            "select customer_id || tag_id from customer_tags order by customer_id, tag_id",
            "select id || group_name || name from tags order by id",
            "select kind || subject_id || body from search_entries order by kind, subject_id",
        ] {
            let rows: Vec<String> =
                sqlx::query_scalar::<domain::Db, String>(sql).fetch_all(&mut *conn).await.expect("rows");
            all.extend(rows);
        }
        all
    }
}
