//! Reading JSON so that a refusal names the place, and writing it so that the same content gives the same bytes.
//!
//! Unknown fields are tolerated: other programs may keep notes of their own in these files.

use serde_json::Value;

use super::error::SimulationError;

/// A value together with where it was found.
#[derive(Clone)]
pub(super) struct Found<'a> {
    value: &'a Value,
    place: String,
}

/// The value of a whole text.
pub(super) fn parsed(text: &str) -> Result<Value, SimulationError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| SimulationError::NotJson(error.to_string()))
}

/// Compact JSON with a newline at its end.
pub(super) fn written(value: &Value) -> String {
    let mut text = value.to_string();
    text.push('\n');
    text
}

impl<'a> Found<'a> {
    /// The top of a text.
    pub fn top(value: &'a Value) -> Self {
        Self { value, place: String::new() }
    }

    pub fn refuse(&self, reason: impl Into<String>) -> SimulationError {
        let place = if self.place.is_empty() { "the file".to_owned() } else { self.place.clone() };
        SimulationError::at(place, reason)
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
            return Err(self.refuse("is not an object"));
        }
        self.optional(name).ok_or_else(|| self.refuse(format!("has no {name}")))
    }

    /// The elements of an array.
    pub fn items(&self) -> Result<Vec<Self>, SimulationError> {
        let items = self.value.as_array().ok_or_else(|| self.refuse("is not a list"))?;
        let items = items.iter().enumerate();
        Ok(items.map(|(index, value)| Self { value, place: format!("{}[{index}]", self.place) }).collect())
    }

    /// The elements of an array of a given length.
    pub fn items_of(&self, length: usize) -> Result<Vec<Self>, SimulationError> {
        let items = self.items()?;
        if items.len() == length {
            return Ok(items);
        }
        Err(self.refuse(format!("holds {} entries where {length} belong", items.len())))
    }

    pub fn number(&self) -> Result<f64, SimulationError> {
        self.value.as_f64().filter(|number| number.is_finite()).ok_or_else(|| self.refuse("is not a finite number"))
    }

    /// Finite and at least zero.
    pub fn amount(&self) -> Result<f64, SimulationError> {
        let number = self.number()?;
        if number < 0.0 { Err(self.refuse(format!("is negative ({number})"))) } else { Ok(number) }
    }

    /// Amounts of a list with one entry for each of `length`, read in one pass: these lists are long.
    pub fn amounts(&self, length: usize) -> Result<Vec<f64>, SimulationError> {
        let numbers = self.numbers(length)?;
        match numbers.iter().position(|&number| number < 0.0) {
            None => Ok(numbers),
            Some(index) => Err(SimulationError::at(
                format!("{}[{index}]", self.place),
                format!("is negative ({})", numbers[index]),
            )),
        }
    }

    /// Finite numbers of a list with one entry for each of `length`.
    pub fn numbers(&self, length: usize) -> Result<Vec<f64>, SimulationError> {
        let items = self.value.as_array().ok_or_else(|| self.refuse("is not a list"))?;
        if items.len() != length {
            return Err(self.refuse(format!("holds {} entries where {length} belong", items.len())));
        }
        let mut numbers = Vec::with_capacity(length);
        for (index, item) in items.iter().enumerate() {
            match item.as_f64().filter(|number| number.is_finite()) {
                Some(number) => numbers.push(number),
                None => {
                    let place = format!("{}[{index}]", self.place);
                    return Err(SimulationError::at(place, "is not a finite number"));
                }
            }
        }
        Ok(numbers)
    }

    /// A whole number below `end`: the id of a node, a row, a site.
    pub fn id(&self, end: usize, what: &str) -> Result<usize, SimulationError> {
        let id = self.value.as_u64().and_then(|id| usize::try_from(id).ok()).filter(|&id| id < end);
        id.ok_or_else(|| self.refuse(format!("{} is not a {what} (0 to {})", self.value, end as i64 - 1)))
    }

    pub fn count(&self) -> Result<usize, SimulationError> {
        let count = self.value.as_u64().and_then(|count| usize::try_from(count).ok());
        // Node numbers are kept in 32 bits.
        let count = count.filter(|&count| count < u32::MAX as usize / 4);
        count.ok_or_else(|| self.refuse("is not a count"))
    }

    pub fn integer(&self) -> Result<i64, SimulationError> {
        self.value.as_i64().ok_or_else(|| self.refuse("is not a whole number"))
    }

    pub fn flag(&self) -> Result<bool, SimulationError> {
        match self.value {
            Value::Bool(flag) => Ok(*flag),
            Value::Number(number) if number.as_u64() == Some(0) => Ok(false),
            Value::Number(number) if number.as_u64() == Some(1) => Ok(true),
            _ => Err(self.refuse("is neither 0 nor 1")),
        }
    }

    pub fn text(&self) -> Result<&'a str, SimulationError> {
        self.value.as_str().ok_or_else(|| self.refuse("is not text"))
    }
}
