//! Blocks by size before and after, as bars.

use egui::{Sense, Ui, vec2};

use crate::i18n::texts;
use crate::session::SimulationResult;
use crate::simulation::ProposedBlock;
use crate::ui::Desk;
use crate::ui::drawer::{Bars, Group, bars_ui};
use crate::units::mu_from_m2;

texts! {
    BlocksText {
        Title: "耕地按连片大小（亩）", "Farmland by size of block (mu)";
        Before: "模拟前", "Before";
        After: "模拟后", "After";
        Below100: "<100", "<100";
        From100: "100+", "100+";
        From500: "500+", "500+";
        From1000: "1,000+", "1,000+";
        From10000: "10,000+", "10,000+";
    }
}

const HEIGHT: f32 = 150.0;

pub(super) fn blocks_ui(ui: &mut Ui, desk: &Desk, result: &SimulationResult) {
    let sizes = [
        (0.0, BlocksText::Below100),
        (100.0, BlocksText::From100),
        (500.0, BlocksText::From500),
        (1_000.0, BlocksText::From1000),
        (10_000.0, BlocksText::From10000),
    ];
    let areas = [&result.proposal.blocks_before, &result.proposal.blocks_after]
        .map(|blocks| area_by_size(blocks, sizes.map(|(least_mu, _)| least_mu)));
    let groups = sizes.iter().enumerate().map(|(place, (_, name))| Group {
        name: desk.say(*name).to_owned(),
        values: [areas[0][place], areas[1][place]],
    });
    // Sizes that neither side has say nothing.
    let groups = groups.filter(|group| group.values.iter().any(|area_mu| *area_mu > 0.0)).collect();
    let bars = Bars {
        title: desk.say(BlocksText::Title),
        series: [desk.say(BlocksText::Before), desk.say(BlocksText::After)],
        groups,
        with_balance: false,
    };
    let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    bars_ui(ui, desk, &bars, place);
}

/// Mu of the blocks of each size; a block is counted once, where it belongs.
fn area_by_size<const N: usize>(blocks: &[ProposedBlock], least_mu: [f64; N]) -> [f64; N] {
    let mut areas = [0.0; N];
    for block in blocks {
        let area_mu = mu_from_m2(block.area_m2);
        if let Some(place) = least_mu.iter().rposition(|least| area_mu >= *least) {
            areas[place] += area_mu;
        }
    }
    areas
}
