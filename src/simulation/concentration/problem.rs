//! The concentration problem, and the swap of forest and farmland, which is the same with other nodes and rows.
//!
//! maximise Σ a y with y ≤ x (a node that can join) or y ≤ 1 − x (one that can leave), side rows on x, and every connected
//! component of the nodes with y = 1 holding at least the threshold. Farmland that stays is contracted: each of its connected
//! components is one node, free to count.

use serde_json::{Value, json};

use super::super::error::SimulationError;
use super::super::json::{Found, parsed, written};
use super::super::reason::ReasonText;
use super::super::row::{Row, read_rows};
use crate::i18n::{Message, Text};

/// What can happen to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A connected component of farmland that stays.
    Stays,
    /// A parcel that can become farmland.
    CanJoin,
    /// A farmland parcel that can leave.
    CanLeave,
}

impl NodeKind {
    fn from_letter(letter: char) -> Option<Self> {
        match letter {
            'F' => Some(Self::Stays),
            'I' => Some(Self::CanJoin),
            'O' => Some(Self::CanLeave),
            _ => None,
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Stays => 'F',
            Self::CanJoin => 'I',
            Self::CanLeave => 'O',
        }
    }
}

/// A concentration or swap problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Concentration {
    pub threshold_mu: f64,
    pub areas_mu: Vec<f64>,
    pub kinds: Vec<NodeKind>,
    /// The parcel of each node that can change, where the problem says so.
    pub parcels: Vec<Option<u32>>,
    /// Pairs of nodes that lie together.
    pub edges: Vec<(u32, u32)>,
    pub rows: Vec<Row>,
}

/// What is added to a problem by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The node has to change.
    Must(u32),
    /// The node must not change.
    MustNot(u32),
    /// Both change or neither.
    Together(u32, u32),
}

impl Concentration {
    /// Reads a problem.
    pub fn from_json(text: &str) -> Result<Self, SimulationError> {
        Self::from_value(&parsed(text)?)
    }

    pub(in super::super) fn from_value(value: &Value) -> Result<Self, SimulationError> {
        let top = Found::top(value);
        let nodes = top.field("n")?.count()?;
        let threshold = top.field("meta")?.field("T")?;
        let threshold_mu = threshold.amount()?;
        if threshold_mu == 0.0 {
            return Err(threshold.refuse(ReasonText::NoBlockSize.plain()));
        }
        let letters = top.field("typ")?;
        let mut kinds = Vec::with_capacity(nodes);
        for (index, letter) in letters.text()?.chars().enumerate() {
            let place = || format!("typ[{index}]");
            kinds.push(NodeKind::from_letter(letter).ok_or_else(|| {
                SimulationError::at(place(), ReasonText::UnknownLetter.with([format!("{letter:?}").into()]))
            })?);
        }
        if kinds.len() != nodes {
            return Err(letters.refuse(ReasonText::WrongLetters.with([kinds.len().into(), nodes.into()])));
        }
        let areas_mu = top.field("a")?.amounts(nodes)?;
        let parcels = match top.optional("pid") {
            None => vec![None; nodes],
            Some(found) => {
                let read = |item: &Found| item.integer().map(|parcel| u32::try_from(parcel).ok());
                found.items_of(nodes)?.iter().map(read).collect::<Result<_, _>>()?
            }
        };
        let mut edges = Vec::new();
        for item in top.field("edges")?.items()? {
            let ends = item.items_of(2)?;
            let (first, second) = (ends[0].id(nodes, ReasonText::Node)?, ends[1].id(nodes, ReasonText::Node)?);
            if first == second {
                return Err(item.refuse(ReasonText::JoinsItself.with([first.into()])));
            }
            edges.push((first as u32, second as u32));
        }
        let rows = read_rows(&top.field("rows")?, nodes)?;
        Ok(Self { threshold_mu, areas_mu, kinds, parcels, edges, rows })
    }

    /// Checks a problem made by the program itself as strictly as one that was read.
    pub fn check(&self) -> Result<(), SimulationError> {
        Self::from_json(&self.to_json()).map(|_| ())
    }

    /// The problem as text.
    pub fn to_json(&self) -> String {
        let letters: String = self.kinds.iter().map(|kind| kind.letter()).collect();
        let parcels: Vec<i64> = self.parcels.iter().map(|parcel| parcel.map_or(-1, i64::from)).collect();
        let edges: Vec<[u32; 2]> = self.edges.iter().map(|&(first, second)| [first, second]).collect();
        let rows: Vec<Value> = self.rows.iter().map(Row::json).collect();
        written(&json!({
            "meta": {"T": self.threshold_mu}, "n": self.nodes(), "a": self.areas_mu, "typ": letters, "pid": parcels,
            "edges": edges, "rows": rows,
        }))
    }

    pub fn nodes(&self) -> usize {
        self.kinds.len()
    }

    /// The nodes that can change, in order; the k-th is column n + k of a certificate.
    pub fn free_nodes(&self) -> impl Iterator<Item = usize> {
        self.kinds.iter().enumerate().filter(|&(_, &kind)| kind != NodeKind::Stays).map(|(node, _)| node)
    }

    /// Adds a lock as rows; those of a lock on farmland that stays are refused, since no plan can change it.
    pub fn lock(&mut self, lock: Lock) -> Result<(), SimulationError> {
        let nodes = self.nodes();
        let place = || "lock".to_owned();
        let (name, entries, limit) = match lock {
            Lock::Must(node) => (format!("must_change_{node}"), vec![(node, -1.0)], -1.0),
            Lock::MustNot(node) => (format!("must_not_change_{node}"), vec![(node, 1.0)], 0.0),
            Lock::Together(first, second) => {
                (format!("together_{first}_{second}"), vec![(first, 1.0), (second, -1.0)], 0.0)
            }
        };
        for &(node, _) in &entries {
            match self.kinds.get(node as usize) {
                None => return Err(SimulationError::at(place(), no_node(node))),
                Some(NodeKind::Stays) => {
                    return Err(SimulationError::at(place(), ReasonText::NodeStays.with([node.into()])));
                }
                Some(_) => {}
            }
        }
        let mut coefficients = vec![0.0; nodes];
        for &(node, coefficient) in &entries {
            coefficients[node as usize] += coefficient;
        }
        if let Lock::Together(first, second) = lock {
            let opposite = coefficients.iter().map(|&coefficient| -coefficient).collect();
            self.rows.push(Row { name: format!("together_{second}_{first}"), coefficients: opposite, limit });
        }
        self.rows.push(Row { name, coefficients, limit });
        Ok(())
    }
}

/// A node that the problem doesn't have.
pub(super) fn no_node(node: u32) -> Message {
    ReasonText::ThereIsNo.with([ReasonText::Node.plain().into(), node.into()])
}
