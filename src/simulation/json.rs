//! Reading JSON so that a refusal names the place, and writing it so that the same content gives the same bytes.
//!
//! Unknown fields are tolerated: other programs may keep notes of their own in these files.

use serde::Serialize;
use serde_json::Value;

use super::error::SimulationError;
use super::reason::ReasonText;
use crate::i18n::{Message, Text};

/// A value together with where it was found.
#[derive(Clone)]
pub(super) struct Found<'a> {
    value: &'a Value,
    place: String,
}

/// The value of a whole text.
pub(super) fn parsed(text: &str) -> Result<Value, SimulationError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| SimulationError::NotJson {
        line: error.line(),
        column: error.column(),
        breaks_off: error.is_eof(),
    })
}

/// Compact JSON with a newline at its end. Long lists are written without a [`Value`] between: that takes a third of the time.
pub(super) fn written(content: &impl Serialize) -> String {
    // Maps with keys of text and finite numbers always have a JSON form.
    let mut text = serde_json::to_string(content).unwrap_or_default();
    text.push('\n');
    text
}

impl<'a> Found<'a> {
    /// The top of a text.
    pub fn top(value: &'a Value) -> Self {
        Self { value, place: String::new() }
    }

    pub fn refuse(&self, reason: Message) -> SimulationError {
        SimulationError::at(self.place.as_str(), reason)
    }

    /// A field that may be missing; `null` counts as missing.
    pub fn optional(&self, name: &str) -> Option<Self> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        let place = if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) };
        Some(Self { value, place })
    }

    /// A field that has to be there.
    pub fn field(&self, name: &str) -> Result<Self, SimulationError> {
        if !self.value.is_object() {
            return Err(self.refuse(ReasonText::NotObject.plain()));
        }
        self.optional(name).ok_or_else(|| self.refuse(ReasonText::NoField.with([name.into()])))
    }

    /// The elements of an array.
    pub fn items(&self) -> Result<Vec<Self>, SimulationError> {
        let items = self.value.as_array().ok_or_else(|| self.refuse(ReasonText::NotList.plain()))?;
        let items = items.iter().enumerate();
        Ok(items.map(|(index, value)| Self { value, place: format!("{}[{index}]", self.place) }).collect())
    }

    /// The elements of an array of a given length.
    pub fn items_of(&self, length: usize) -> Result<Vec<Self>, SimulationError> {
        let items = self.items()?;
        if items.len() == length {
            return Ok(items);
        }
        Err(self.refuse(ReasonText::WrongLength.with([items.len().into(), length.into()])))
    }

    pub fn number(&self) -> Result<f64, SimulationError> {
        self.value
            .as_f64()
            .filter(|number| number.is_finite())
            .ok_or_else(|| self.refuse(ReasonText::NotNumber.plain()))
    }

    /// Finite and at least zero.
    pub fn amount(&self) -> Result<f64, SimulationError> {
        let number = self.number()?;
        if number < 0.0 { Err(self.refuse(negative(number))) } else { Ok(number) }
    }

    /// Amounts of a list with one entry for each of `length`, read in one pass: these lists are long.
    pub fn amounts(&self, length: usize) -> Result<Vec<f64>, SimulationError> {
        let numbers = self.numbers(length)?;
        match numbers.iter().position(|&number| number < 0.0) {
            None => Ok(numbers),
            Some(index) => Err(SimulationError::at(format!("{}[{index}]", self.place), negative(numbers[index]))),
        }
    }

    /// Finite numbers of a list with one entry for each of `length`.
    pub fn numbers(&self, length: usize) -> Result<Vec<f64>, SimulationError> {
        let items = self.value.as_array().ok_or_else(|| self.refuse(ReasonText::NotList.plain()))?;
        if items.len() != length {
            return Err(self.refuse(ReasonText::WrongLength.with([items.len().into(), length.into()])));
        }
        let mut numbers = Vec::with_capacity(length);
        for (index, item) in items.iter().enumerate() {
            match item.as_f64().filter(|number| number.is_finite()) {
                Some(number) => numbers.push(number),
                None => {
                    let place = format!("{}[{index}]", self.place);
                    return Err(SimulationError::at(place, ReasonText::NotNumber.plain()));
                }
            }
        }
        Ok(numbers)
    }

    /// A whole number below `end`: the id of a node, a row, a site.
    pub fn id(&self, end: usize, what: ReasonText) -> Result<usize, SimulationError> {
        let id = self.value.as_u64().and_then(|id| usize::try_from(id).ok()).filter(|&id| id < end);
        id.ok_or_else(|| {
            let (found, what) = (self.value.to_string().into(), what.plain().into());
            self.refuse(match end.checked_sub(1) {
                Some(last) => ReasonText::NotOne.with([found, what, last.into()]),
                None => ReasonText::NotOneOfNone.with([found, what]),
            })
        })
    }

    pub fn count(&self) -> Result<usize, SimulationError> {
        let count = self.value.as_u64().and_then(|count| usize::try_from(count).ok());
        // Node numbers are kept in 32 bits.
        let count = count.filter(|&count| count < u32::MAX as usize / 4);
        count.ok_or_else(|| self.refuse(ReasonText::NotCount.plain()))
    }

    pub fn integer(&self) -> Result<i64, SimulationError> {
        self.value.as_i64().ok_or_else(|| self.refuse(ReasonText::NotWhole.plain()))
    }

    pub fn flag(&self) -> Result<bool, SimulationError> {
        match self.value {
            Value::Bool(flag) => Ok(*flag),
            Value::Number(number) if number.as_u64() == Some(0) => Ok(false),
            Value::Number(number) if number.as_u64() == Some(1) => Ok(true),
            _ => Err(self.refuse(ReasonText::NotFlag.plain())),
        }
    }

    pub fn text(&self) -> Result<&'a str, SimulationError> {
        self.value.as_str().ok_or_else(|| self.refuse(ReasonText::NotText.plain()))
    }
}

fn negative(number: f64) -> Message {
    ReasonText::Negative.with([number.to_string().into()])
}
