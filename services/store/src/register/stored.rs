//! How an event lies in the record: a stored name, a shape number, canonical JSON, and a leaf that
//! commits to all of it. The names and shapes of the past are read here for ever.

use domain::{Actor, ShardId, case, office};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::error::StoreError;
use crate::json::canonical;
use crate::seal::sha256;

/// Kinds of stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Case = 1,
    Office = 2,
}

/// An event as it will be stored, before its place is known.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) name: String,
    pub(crate) shape: i16,
    pub(crate) payload: Vec<u8>,
}

/// What the header of a leaf says beside the event itself.
pub(crate) struct Header<'a> {
    pub(crate) shard: ShardId,
    pub(crate) stream: Uuid,
    pub(crate) kind: Kind,
    pub(crate) version: i32,
    pub(crate) command: Uuid,
    pub(crate) correlation: Uuid,
    pub(crate) cause: Option<Uuid>,
    pub(crate) occurred: Option<Timestamp>,
    pub(crate) rules: &'a str,
    pub(crate) actor: &'a [u8],
}

/// Stored form of an event of a case. A recourse's event is stored under its mechanism's name,
/// and its payload also names the recourse.
pub(crate) fn of_case(event: &case::Event) -> Result<Stored, StoreError> {
    let name = event.name();
    let value = to_value(&name, event)?;
    let body = if let case::Event::Recourse { id, .. } = event {
        let mut body = body_of(value["body"]["event"]["event"].clone());
        if body.insert("recourse".to_owned(), json!(id)).is_some() {
            return Err(unwritable(&name, "its body has a field `recourse` already"));
        }
        body
    } else {
        body_of(value)
    };
    stored(name, event.shape(), &body)
}

/// Stored form of an event of an office.
pub(crate) fn of_office(event: &office::Event) -> Result<Stored, StoreError> {
    let name = event.name().to_owned();
    let body = body_of(to_value(&name, event)?);
    stored(name, 1, &body)
}

fn stored(name: String, shape: i16, body: &Map<String, Value>) -> Result<Stored, StoreError> {
    let payload = canonical(body).map_err(|e| unwritable(&name, &e.to_string()))?;
    Ok(Stored { name, shape, payload })
}

fn to_value(name: &str, event: &impl Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(event).map_err(|e| unwritable(name, &e.to_string()))
}

fn body_of(mut tagged: Value) -> Map<String, Value> {
    match tagged["body"].take() {
        Value::Object(body) => body,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
}

fn unwritable(name: &str, why: &str) -> StoreError {
    StoreError::Unwritable { what: name.to_owned(), why: why.to_owned() }
}

/// The bytes of an actor, as stored and hashed.
pub(crate) fn of_actor(actor: &Actor) -> Result<Vec<u8>, StoreError> {
    canonical(actor).map_err(|e| unwritable("actor", &e.to_string()))
}

/// Reads an event of a case back.
pub(crate) fn case_event(name: &str, shape: i16, payload: &[u8]) -> Result<case::Event, String> {
    let (owner, own, mut body) = parts(name, shape, payload)?;
    if owner == "case" {
        return tagged(own, &body);
    }
    let id = body.remove("recourse").ok_or("it does not name its recourse")?;
    read_tagged(own, &body, |event| {
        let recourse = json!({"mechanism": owner, "event": event});
        json!({"name": "recourse", "body": {"id": id, "event": recourse}})
    })
}

/// Reads an event of an office back.
pub(crate) fn office_event(
    name: &str,
    shape: i16,
    payload: &[u8],
) -> Result<office::Event, String> {
    let (_, own, body) = parts(name, shape, payload)?;
    tagged(own, &body)
}

fn parts<'a>(
    name: &'a str,
    shape: i16,
    payload: &[u8],
) -> Result<(&'a str, &'a str, Map<String, Value>), String> {
    if shape != 1 {
        return Err(format!("shape {shape} is not known to this program"));
    }
    let (owner, own) = name.split_once('.').ok_or("its name has no owner")?;
    let body = serde_json::from_slice(payload).map_err(|e| e.to_string())?;
    Ok((owner, own, body))
}

/// An event without fields is stored with an empty body and read back without one.
fn tagged<T: DeserializeOwned>(own: &str, body: &Map<String, Value>) -> Result<T, String> {
    read_tagged(own, body, |event| event)
}

fn read_tagged<T: DeserializeOwned>(
    own: &str,
    body: &Map<String, Value>,
    wrap: impl Fn(Value) -> Value,
) -> Result<T, String> {
    let read = serde_json::from_value(wrap(json!({"name": own, "body": body})));
    match read {
        Err(_) if body.is_empty() => serde_json::from_value(wrap(json!({"name": own}))),
        read => read,
    }
    .map_err(|e| e.to_string())
}

/// SHA-256 of 0x00, header, SHA-256 of the payload, and the commitment to sealed matter. Position
/// and recorded instant are not known yet: they go into the link, behind the gate.
pub(crate) fn leaf(header: &Header<'_>, event: &Stored, sealed: Option<[u8; 32]>) -> [u8; 32] {
    let mut bytes = Vec::with_capacity(256);
    bytes.extend(header.shard.0.to_be_bytes());
    bytes.extend(header.stream.as_bytes());
    bytes.extend((header.kind as i16).to_be_bytes());
    bytes.extend(header.version.to_be_bytes());
    bytes.extend(event.shape.to_be_bytes());
    bytes.extend(header.command.as_bytes());
    bytes.extend(header.correlation.as_bytes());
    maybe(&mut bytes, header.cause.as_ref().map(|id| id.as_bytes().as_slice()));
    let occurred = header.occurred.map(|at| at.as_microsecond().to_be_bytes());
    maybe(&mut bytes, occurred.as_ref().map(<[u8; 8]>::as_slice));
    for text in [event.name.as_bytes(), header.rules.as_bytes(), header.actor] {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        bytes.extend(length.to_be_bytes());
        bytes.extend(text);
    }
    let mut commitment = Vec::with_capacity(33);
    maybe(&mut commitment, sealed.as_ref().map(<[u8; 32]>::as_slice));
    sha256(&[&[0], &bytes, &sha256(&[&event.payload]), &commitment])
}

fn maybe(bytes: &mut Vec<u8>, part: Option<&[u8]>) {
    bytes.push(u8::from(part.is_some()));
    bytes.extend(part.unwrap_or_default());
}

/// The database keeps microseconds; whatever is hashed is cut to them first.
pub(crate) fn micros(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

#[cfg(test)]
mod tests;
