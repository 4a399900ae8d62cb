//! Writes two tables, one row for each endpoint of the modules that the facade declares: the typed
//! calls that `vectors` makes, with a request of stand-ins, and the records that `conformance` reads
//! and writes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use wechat_spec::model::{
    CallSign, CodeValue, Const, Endpoint, Field, Group, Home, Place, Response, Rule, Type, TypeRef,
};
use wechat_spec::{Disk, Loaded, load_group};

/// Files of the facade that declare modules, the module that each is, and, where all of them would
/// only cost time, those whose calls are made.
const FACADE: &[(&str, &str, Option<&[&str]>)] = &[
    ("src/common.rs", "common", None),
    ("src/mini_program.rs", "mini_program", None),
    ("src/official_account.rs", "official_account", None),
    ("src/wecom.rs", "wecom", Some(&["approval", "message", "user"])),
];

/// All of them.
const ALL: &[(&str, &str)] = &[
    ("src/ads.rs", "ads"),
    ("src/channels.rs", "channels"),
    ("src/common.rs", "common"),
    ("src/dialogue.rs", "dialogue"),
    ("src/mini_program.rs", "mini_program"),
    ("src/official_account.rs", "official_account"),
    ("src/open_platform.rs", "open_platform"),
    ("src/wecom.rs", "wecom"),
    ("src/wecom_provider.rs", "wecom_provider"),
    ("src/wecom_suite.rs", "wecom_suite"),
];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut table = String::from("const TYPED: &[Typed] = &[\n");
    for (file, product, only) in FACADE {
        let source = root.join(file);
        println!("cargo::rerun-if-changed={}", source.display());
        let Ok(text) = std::fs::read_to_string(&source) else {
            continue;
        };
        let wanted = |module: &str| only.is_none_or(|only| only.contains(&module));
        for (module, spec) in declared(&text).filter(|(module, _)| wanted(module)) {
            let loaded = load_group(Path::new(spec), &Disk::below(&root));
            for read in loaded.files() {
                println!("cargo::rerun-if-changed={}", root.join(read).display());
            }
            for endpoint in &loaded.group.endpoints {
                row(&mut table, product, module, &loaded, endpoint);
            }
        }
    }
    table.push_str("];\n");
    let mut records = String::from("&[\n");
    for (file, product) in ALL {
        let source = root.join(file);
        println!("cargo::rerun-if-changed={}", source.display());
        let Ok(text) = std::fs::read_to_string(&source) else {
            continue;
        };
        for (module, spec) in declared(&text) {
            let loaded = load_group(Path::new(spec), &Disk::below(&root));
            for read in loaded.files() {
                println!("cargo::rerun-if-changed={}", root.join(read).display());
            }
            for endpoint in &loaded.group.endpoints {
                record_row(&mut records, product, module, &loaded, endpoint);
            }
        }
    }
    records.push_str("]\n");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    for (name, text) in [("typed.rs", table), ("records.rs", records)] {
        if let Err(error) = std::fs::write(out.join(name), text) {
            println!("cargo::error={name}: {error}");
        }
    }
}

/// The records of an endpoint, and what of its request is not in the record's JSON.
fn record_row(
    table: &mut String,
    product: &str,
    module: &str,
    loaded: &Loaded,
    endpoint: &Endpoint,
) {
    let round = |name: &TypeRef| {
        let home = match name.home {
            Home::Group => format!("{product}::{module}"),
            Home::Product => format!("{product}::types"),
            Home::Common => "common::types".to_owned(),
        };
        format!("Some(round::<wechat_app::{home}::{}>)", name.name)
    };
    let asked = endpoint.request.as_ref();
    let fields = asked.and_then(|request| fields(loaded, request)).filter(|it| !it.is_empty());
    let request = asked.filter(|_| fields.is_some()).map_or("None".to_owned(), round);
    let response = match &endpoint.response {
        Response::Json(name) | Response::Xml(name) | Response::BinaryOrJson(name) => round(name),
        Response::Empty | Response::Binary | Response::Text => "None".to_owned(),
    };
    let outside = fields.into_iter().flatten().filter(|field| field.place != Place::Body);
    let outside: Vec<&str> = outside.map(|field| field.wire.as_str()).collect();
    let consts = endpoint.consts.iter().map(|constant| {
        let value = match &constant.value {
            Const::Text(text) => format!("Some({text:?})"),
            Const::Int(number) => format!("Some({:?})", number.to_string()),
            Const::Float(number) => format!("Some({:?})", number.to_string()),
            Const::Bool(value) => format!("Some({:?})", value.to_string()),
            Const::Variable(_) => "None".to_owned(),
        };
        format!("({:?}, {value})", constant.wire)
    });
    let _ = writeln!(
        table,
        "Row {{ product: {product:?}, method: {:?}, path: {:?}, request: {request}, \
         response: {response}, outside: &{outside:?}, consts: &[{}], judge: &{} }},",
        endpoint.method.word(),
        endpoint.path,
        consts.collect::<Vec<_>>().join(", "),
        judge(endpoint),
    );
}

/// A constant operation that has nothing but the endpoint's rules for success.
fn judge(endpoint: &Endpoint) -> String {
    let code = |code: &CodeValue| match code {
        CodeValue::Number(number) => format!("Code::Number({number})"),
        CodeValue::Word(word) => format!("Code::Word({word:?})"),
    };
    let codes = |codes: &[CodeValue]| codes.iter().map(code).collect::<Vec<_>>().join(", ");
    let envelope = endpoint.envelope.as_ref().map_or("None".to_owned(), |it| {
        format!(
            "Some(&Envelope {{ code: {:?}, message: {:?}, ok: &[{}] }})",
            it.code,
            it.message,
            codes(&it.ok)
        )
    });
    let rules = endpoint.ok.iter().map(|rule| match rule {
        Rule::NonEmptyBody => "Rule::NonEmptyBody".to_owned(),
        Rule::Is(path, ok) => format!("Rule::Is({path:?}, &[{}])", codes(ok)),
    });
    format!(
        "Op {{ name: {:?}, method: Method::Post, path: \"/\", auth: Auth::None, body: Body::Json, \
         envelope: {envelope}, rules: &[{}], ..Op::NEW }}",
        endpoint.name,
        rules.collect::<Vec<_>>().join(", "),
    )
}

/// `(login, api-specs/mini-program/login.toml)` of every `wechat_api!(pub mod login = "…", …)`.
fn declared(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("wechat_api!(").skip(1).filter_map(|call| {
        let (module, rest) = call.trim_start().strip_prefix("pub mod ")?.split_once('=')?;
        let spec = rest.split('"').nth(1)?;
        Some((module.trim(), spec))
    })
}

fn row(table: &mut String, product: &str, module: &str, loaded: &Loaded, endpoint: &Endpoint) {
    let home = format!("wechat_app::{product}::{module}");
    let api = format!("{home}::{}Api::new(&client)", camel(&loaded.group.name));
    let method = raw(&endpoint.name);
    let fields = endpoint.request.as_ref().and_then(|request| fields(loaded, request));
    let (stand_in, json, call) = match (&endpoint.request, fields) {
        (Some(request), Some(fields)) if !fields.is_empty() => {
            let request = match request.home {
                Home::Group => format!("{home}::{}", request.name),
                Home::Product => {
                    format!("wechat_app::{product}::types::{}", request.name)
                }
                Home::Common => {
                    format!("wechat_app::common::types::{}", request.name)
                }
            };
            (stand_in(fields), "json", format!("{api}.{method}(read::<{request}>(json)?)"))
        }
        _ => ("{}".to_owned(), "_", format!("{api}.{method}()")),
    };
    let by_session = endpoint.sign.contains(&CallSign::Session);
    let call = if by_session { format!("{call}.session_key(\"key\")") } else { call };
    let reply = match &endpoint.response {
        Response::Empty => format!("nothing({call})"),
        Response::Binary => format!("bytes({call})"),
        Response::Text => format!("text({call})"),
        Response::Json(_) | Response::Xml(_) => format!("record({call})"),
        Response::BinaryOrJson(name) => format!("file({call}, {})", file(loaded, name)),
    };
    let _ = writeln!(
        table,
        "Typed {{ product: {product:?}, method: {:?}, path: {:?}, request: {stand_in:?}, \
         send: |client, {json}| Box::pin(async move {{ {reply}.await }}) }},",
        endpoint.method.word(),
        endpoint.path,
    );
}

fn fields<'l>(loaded: &'l Loaded, request: &TypeRef) -> Option<&'l Vec<Field>> {
    let groups = [Some(&loaded.group), loaded.product_types.as_ref(), loaded.common_types.as_ref()];
    let mut records = groups.into_iter().flatten().flat_map(|group: &Group| &group.records);
    records.find(|record| record.name == request.name).map(|record| &record.fields)
}

/// A function from a record to the file in it.
fn file(loaded: &Loaded, answer: &TypeRef) -> String {
    let mut fields = fields(loaded, answer).into_iter().flatten();
    match fields.find(|field| field.ty == Type::File) {
        Some(field) if field.optional => format!("|answer| answer.{}.as_ref()", raw(&field.rust)),
        Some(field) => format!("|answer| Some(&answer.{})", raw(&field.rust)),
        None => "|_| None".to_owned(),
    }
}

/// JSON with a value for every field that must be there.
fn stand_in(fields: &[Field]) -> String {
    let required = fields.iter().filter(|field| !field.optional || field.place == Place::Path);
    let pairs = required.filter_map(|field| {
        let value = match &field.ty {
            Type::String | Type::Secret => "\"x\"",
            Type::I32 | Type::I64 | Type::U8 | Type::U32 | Type::U64 => "1",
            Type::F64 | Type::Fen | Type::Time => "1",
            Type::Bool => "true",
            Type::List(_) => "[]",
            Type::Map(_) | Type::Json => "{}",
            Type::Named(_) | Type::File => return None,
        };
        Some(format!("{:?}:{value}", field.wire))
    });
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
}

fn camel(snake: &str) -> String {
    wechat_spec::names::camel_case(snake).unwrap_or_else(|| snake.to_owned())
}

/// A name that may be a keyword.
fn raw(name: &str) -> String {
    format!("r#{name}")
}
