//! Joins what `#[lazy]` takes apart, for builds that are not split.
//!
//! A lazy function is compiled as an export and an import of the same function, and an imported loader that calls back once the
//! module is there. Here the import becomes a call of the export, and the loader calls back at once.

use anyhow::{Context, Result, bail};
use walrus::{ExportItem, FunctionId, ImportKind, Module, ValType};

const PLACEHOLDER: &str = "__wasm_split_placeholder__";

pub fn join(bytes: &[u8]) -> Result<Module> {
    let mut module = Module::from_buffer(bytes)?;
    let imports: Vec<(FunctionId, String)> = module
        .imports
        .iter()
        .filter(|import| import.module == PLACEHOLDER)
        .filter_map(|import| match import.kind {
            ImportKind::Function(id) => Some((id, import.name.clone())),
            _ => None,
        })
        .collect();
    for (id, name) in imports {
        if name.starts_with("__wasm_split_load_") {
            call_back_at_once(&mut module, id)?;
        } else if name.contains("00_import_") {
            forward(&mut module, id, &name.replacen("00_import_", "00_export_", 1))?;
        } else {
            bail!("`{name}` is imported from {PLACEHOLDER}, and this tool does not know it");
        }
    }
    Ok(module)
}

/// `fn load(callback, data)` becomes `callback(data, true)`.
fn call_back_at_once(module: &mut Module, load: FunctionId) -> Result<()> {
    let table = module.tables.main_function_table()?.context("a module with callbacks has a function table")?;
    let callback = module.types.add(&[ValType::I32, ValType::I32], &[]);
    module.replace_imported_func(load, |(body, args)| {
        body.local_get(args[1]).i32_const(1).local_get(args[0]).call_indirect(callback, table);
    })?;
    Ok(())
}

fn forward(module: &mut Module, import: FunctionId, export: &str) -> Result<()> {
    let ExportItem::Function(target) =
        module.exports.iter().find(|e| e.name == export).with_context(|| format!("no export {export}"))?.item
    else {
        bail!("{export} is not a function");
    };
    module.replace_imported_func(import, |(body, args)| {
        for arg in args {
            body.local_get(*arg);
        }
        body.call(target);
    })?;
    Ok(())
}
