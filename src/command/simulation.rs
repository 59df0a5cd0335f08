//! What a person can ask of a simulation. Accepting a plan alone changes the design.

use std::path::PathBuf;

use crate::design::SimulationRequest;

/// Running, and what is done with what was found.
#[derive(Clone, Debug)]
pub enum SimulationCommand {
    Start(Box<SimulationRequest>),
    /// Holds the run where it is, or lets it go on.
    Pause,
    /// Ends the run with the best that it has.
    Stop,
    /// Makes a scheme of what is proposed, as one step; only of the changes named, where some are.
    Accept {
        name: String,
        changes: Option<Vec<usize>>,
    },
    /// Locks the parcels of these changes out and runs again.
    Reject(Vec<usize>),
    /// A swap by hand: both parcels change places in the scheme in view, as one step. Parcels by their numbers over all layers.
    TakePartner {
        parcel: usize,
        partner: usize,
    },
    /// Forgets what was found.
    Discard,
    /// Writes problem, plan and certificate beside each other.
    Export(PathBuf),
    /// Finds the area in blocks against the budget.
    TradeOff,
}
