//! The official form 《全域土地综合整治所涉永久基本农田布局调整事项审查情况汇总表》 in its own order, filled while a vertex moves.

use std::sync::Arc;

use egui::{Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::form_cell::{CELL_HEIGHT, FormView, form_cell_ui, text_cell_ui};
use super::formula::{basis_text, formula_ui};
use super::note_cells::{Field, choice_cell_ui, field_cell_ui};
use crate::assessment::Assessment;
use crate::command::EditCommand;
use crate::design::ReviewNotes;
use crate::edit::actions::ReviewEdit;
use crate::i18n::{Text, fixed, signed, texts};
use crate::indicators::{FormCell, ReviewForm, SideCell};
use crate::land::Direction;
use crate::session::Highlight;
use crate::storage::sheet::townships;
use crate::theme;
use crate::ui::style::{HAIRLINE, color32, palette};
use crate::ui::widgets::{Writing, elided, number_from_text, section_ui, small};
use crate::ui::{Desk, fonts};

/// Width of the words on the left of a row, points.
const HEAD: f32 = 68.0;
/// From here on the two halves of the form stand beside each other, points.
const HALVES_BESIDE: f32 = 1080.0;
/// What classes, slopes and bands may miss their total by: rounding, m².
const CLOSES_M2: f64 = 1.0;

texts! {
    FormText {
        Basics: "基本信息", "Basics";
        Out: "调出", "Moved out";
        In: "调入", "Moved in";
        Results: "审查结果", "Results";
        Project: "整治项目名称", "Project";
        Townships: "所含乡镇名称", "Townships";
        TownshipsHint: "填写乡镇名称", "write the townships";
        Plan: "调整方案", "Plan";
        Prepared: "是否编制调整方案", "Plan prepared";
        PlannedGain: "计划提升质量等别", "Planned gain in grades";
        ComputedGain: "{0}（计算值）", "{0} (computed)";
        NoGain: "填写等别数", "write a number of grades";
        Involved: "是否涉及永基布局调整", "Basic farmland adjusted";
        Yes: "是", "yes";
        No: "否", "no";
        NoSays: "方案里还没有“永久基本农田调出 / 调入”措施。按 D 画一项。", "The scheme has no measure that moves basic farmland out or in yet. Press D to draw one.";
        Basis: "面积口径：{0}", "Areas are {0}";
        Total: "总量", "Total";
        Mean: "平均", "Means";
        Farmland: "耕地", "Farmland";
        NotFarmland: "非耕地", "Other land";
        Slope: "坡度", "Slope";
        Bands: "连片程度", "Contiguity";
        Improved: "提质新增", "Improved";
        Quantity: "数量质量", "Amount";
        Layout: "布局", "Layout";
        Ecology: "生态", "Ecology";
        Improves: "生态有改善", "Ecology improved";
        Reason: "改善的理由", "Why";
        ReasonHint: "写明改善了什么", "say what improves";
        Opinion: "意见", "Opinion";
        OtherOpinion: "其他审查意见", "Other remarks of the review";
        OpinionHint: "由审查人员填写", "for the reviewer to say";
        Reviewer: "审查人员", "Reviewer";
        ReviewerHint: "姓名", "name";
        Closes: "自检：地类、坡度、连片各档合计与总面积相差 {0} m²，闭合。", "Self-check: classes, slopes and bands sum to the total within {0} m².";
        Misses: "自检：地类、坡度或连片各档合计与总面积相差 {0} m²，不闭合。", "Self-check: classes, slopes or bands miss the total by {0} m².";
    }
}

/// The page of the review form. The cell whose formula is open is the one whose patches are outlined.
#[derive(Default)]
pub(super) struct FormPage {
    writing: Writing,
}

impl FormPage {
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, assessment: &Arc<Assessment>) {
        let chosen = match desk.view.highlight {
            Some(Highlight::FormCell(cell)) => Some(cell),
            _ => None,
        };
        if let Some(cell) = chosen
            && formula_ui(ui, desk, &assessment.form, cell)
        {
            desk.show_nothing();
        }
        let Some(notes) = desk.project().map(|project| &project.document().current_scheme().review) else { return };
        let before = desk.session.assessment_before().map(|before| &before.form);
        let view = FormView { form: &assessment.form, before, chosen };
        let mut asked = Asked::default();
        ScrollArea::vertical().id_salt("review form").auto_shrink([false; 2]).show(ui, |ui| {
            let mut sheet = Sheet { desk, view, notes, writing: &mut self.writing, asked: &mut asked };
            sheet.basics_ui(ui);
            sheet.halves_ui(ui);
            sheet.results_ui(ui);
            closing_ui(ui, desk, &assessment.form);
        });
        if let Some(cell) = asked.cell {
            desk.show(Highlight::FormCell(cell));
        }
        if let Some(edit) = asked.edit {
            desk.edit(EditCommand::WriteReview(edit));
        }
    }
}

/// What was clicked or written while the form was drawn.
#[derive(Default)]
struct Asked {
    cell: Option<FormCell>,
    edit: Option<ReviewEdit>,
}

/// The form while it is drawn.
struct Sheet<'a, 'b> {
    desk: &'a Desk<'b>,
    view: FormView<'a>,
    notes: &'a ReviewNotes,
    writing: &'a mut Writing,
    asked: &'a mut Asked,
}

impl Sheet<'_, '_> {
    fn basics_ui(&mut self, ui: &mut Ui) {
        let desk = self.desk;
        ui.add_space(theme::SPACE_2);
        let project = desk.project().map_or("", |project| project.document().settings().name.as_str());
        let places = self.head_and_places(ui, FormText::Basics, 3);
        text_cell_ui(ui, places[0], desk.say(FormText::Project), project, project);
        let known = desk.project().map(|project| townships(&ReviewNotes::default(), project.present_layers()));
        let known = known.filter(|known| !known.is_empty());
        let hint = known.as_deref().unwrap_or(desk.say(FormText::TownshipsHint));
        self.field_ui(ui, places[1], FormText::Townships, &self.notes.townships, hint, ReviewEdit::Townships);
        self.cell_ui(ui, FormCell::RegionBasicFarmland, places[2]);

        let places = self.head_and_places(ui, FormText::Plan, 3);
        let (involved, says) = match self.view.form.is_involved() {
            true => (FormText::Yes, ""),
            false => (FormText::No, desk.say(FormText::NoSays)),
        };
        text_cell_ui(ui, places[0], desk.say(FormText::Involved), desk.say(involved), says);
        self.choice_ui(ui, places[1], FormText::Prepared, self.notes.plan_prepared, ReviewEdit::PlanPrepared);
        self.planned_gain_ui(ui, places[2]);
    }

    /// A number that is written; while it is not, what the scheme gains.
    fn planned_gain_ui(&mut self, ui: &mut Ui, place: Rect) {
        let desk = self.desk;
        let computed = self.view.form.quality_gain().map(|gain| signed(gain, 2));
        let hint = match computed {
            Some(gain) => desk.tell(&FormText::ComputedGain.with([gain.into()])),
            None => desk.say(FormText::NoGain).to_owned(),
        };
        let stored = self.notes.planned_grade_gain.map(|gain| gain.to_string()).unwrap_or_default();
        let field = Field { caption: desk.say(FormText::PlannedGain), stored: &stored, hint: &hint };
        let fits = |text: &str| number_from_text(text).is_ok();
        if let Some(text) = field_cell_ui(ui, desk, self.writing, place, &field, fits) {
            self.asked.edit = number_from_text(&text).ok().map(ReviewEdit::PlannedGradeGain);
        }
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        place: Rect,
        caption: FormText,
        stored: &str,
        hint: &str,
        edit: fn(String) -> ReviewEdit,
    ) {
        let field = Field { caption: self.desk.say(caption), stored, hint };
        if let Some(text) = field_cell_ui(ui, self.desk, self.writing, place, &field, |_| true) {
            self.asked.edit = Some(edit(text));
        }
    }

    fn choice_ui(
        &mut self,
        ui: &Ui,
        place: Rect,
        caption: FormText,
        stored: Option<bool>,
        edit: fn(Option<bool>) -> ReviewEdit,
    ) {
        if let Some(answer) = choice_cell_ui(ui, self.desk, place, self.desk.say(caption), stored) {
            self.asked.edit = Some(edit(answer));
        }
    }

    fn halves_ui(&mut self, ui: &mut Ui) {
        if ui.available_width() < HALVES_BESIDE {
            self.half_ui(ui, Direction::Out);
            self.half_ui(ui, Direction::In);
            return;
        }
        ui.columns(2, |columns| {
            self.half_ui(&mut columns[0], Direction::Out);
            self.half_ui(&mut columns[1], Direction::In);
        });
    }

    fn half_ui(&mut self, ui: &mut Ui, direction: Direction) {
        use SideCell as C;
        let (title, last) = match direction {
            Direction::Out => (FormText::Out, None),
            Direction::In => (FormText::In, Some((FormText::Improved, [C::Upgraded, C::NewFarmland]))),
        };
        section_ui(ui, self.desk.say(title));
        let of = |cell| FormCell::Side(direction, cell);
        let all = |cells: &[C]| cells.iter().map(|&cell| of(cell)).collect::<Vec<FormCell>>();
        let total = match direction {
            Direction::Out => vec![of(C::Area), FormCell::OutShare, of(C::HighStandard)],
            Direction::In => all(&[C::Area, C::HighStandard]),
        };
        self.row_ui(ui, FormText::Total, &total);
        self.row_ui(ui, FormText::Mean, &all(&[C::Patches, C::MeanPatch, C::Grade]));
        self.row_ui(ui, FormText::Farmland, &all(&[C::Farmland, C::Paddy, C::Irrigated, C::Dry]));
        self.row_ui(
            ui,
            FormText::NotFarmland,
            &all(&[C::NotFarmland, C::OtherAgricultural, C::Construction, C::Unused]),
        );
        self.row_ui(ui, FormText::Slope, &all(&[C::SlopeTo15, C::Slope15To25, C::SlopeAbove25, C::SlopeUnknown]));
        self.row_ui(ui, FormText::Bands, &all(&[C::BandTo5, C::Band5To10, C::Band10To20, C::BandAbove20]));
        if let Some((head, cells)) = last {
            self.row_ui(ui, head, &all(&cells));
        }
    }

    fn results_ui(&mut self, ui: &mut Ui) {
        let desk = self.desk;
        section_ui(ui, desk.say(FormText::Results));
        self.row_ui(ui, FormText::Quantity, &[FormCell::QuantityGain, FormCell::NewShare, FormCell::QualityGain]);
        self.row_ui(ui, FormText::Layout, &[FormCell::MeanPatchGain, FormCell::Concentration]);
        let notes = self.notes;
        let places = self.head_and_places(ui, FormText::Ecology, 3);
        let hint = desk.say(FormText::ReasonHint);
        self.choice_ui(ui, places[0], FormText::Improves, notes.ecology_improves, ReviewEdit::EcologyImproves);
        let rest = places[1].union(places[2]);
        self.field_ui(ui, rest, FormText::Reason, &notes.ecology_reason, hint, ReviewEdit::EcologyReason);
        let places = self.head_and_places(ui, FormText::Opinion, 3);
        let hint = desk.say(FormText::OpinionHint);
        let first = places[0].union(places[1]);
        self.field_ui(ui, first, FormText::OtherOpinion, &notes.opinion, hint, ReviewEdit::Opinion);
        let hint = desk.say(FormText::ReviewerHint);
        self.field_ui(ui, places[2], FormText::Reviewer, &notes.reviewer, hint, ReviewEdit::Reviewer);
    }

    fn row_ui(&mut self, ui: &mut Ui, head: FormText, cells: &[FormCell]) {
        let places = self.head_and_places(ui, head, cells.len());
        for (&cell, place) in cells.iter().zip(places) {
            self.cell_ui(ui, cell, place);
        }
    }

    fn head_and_places(&self, ui: &mut Ui, head: FormText, cells: usize) -> Vec<Rect> {
        let places = row_places(ui, cells);
        let Some(first) = places.first() else { return places };
        let place = Rect::from_min_max(pos2(first.left() - HEAD, first.top()), first.left_bottom());
        let palette = palette(ui);
        ui.painter().rect_filled(place, 0.0, color32(palette.window));
        let frame = Stroke::new(HAIRLINE, color32(palette.line));
        ui.painter().rect_stroke(place, 0.0, frame, StrokeKind::Middle);
        let colour = color32(palette.secondary);
        let room = place.width() - theme::SPACE_2;
        let words = elided(ui.painter(), self.desk.say(head), fonts::bold(theme::TYPE_SMALL), colour, room);
        ui.painter().galley(place.center() - words.size() / 2.0, words, colour);
        places
    }

    fn cell_ui(&mut self, ui: &Ui, cell: FormCell, place: Rect) {
        if form_cell_ui(ui, self.desk, &self.view, cell, place) {
            self.asked.cell = Some(cell);
        }
    }
}

/// Places of the cells of the next row, right of the row's own words.
fn row_places(ui: &mut Ui, cells: usize) -> Vec<Rect> {
    // The frame of the last cell is drawn half outside of it.
    let width = ui.available_width() - HAIRLINE;
    let (row, _) = ui.allocate_exact_size(vec2(width, CELL_HEIGHT), Sense::hover());
    let room = (row.width() - HEAD) / cells.max(1) as f32;
    let left = row.left() + HEAD;
    let place = |cell: usize| {
        let x = left + room * cell as f32;
        Rect::from_x_y_ranges(x..=x + room, row.y_range())
    };
    (0..cells).map(place).collect()
}

fn closing_ui(ui: &mut Ui, desk: &Desk, form: &ReviewForm) {
    let residual_m2 = form.residual_m2();
    let closes = residual_m2 < CLOSES_M2;
    let text = if closes { FormText::Closes } else { FormText::Misses };
    let text = desk.tell(&text.with([fixed(residual_m2, 3).into()]));
    ui.add_space(theme::SPACE_2);
    let basis = desk.tell(&FormText::Basis.with([basis_text(form.area_basis).plain().into()]));
    let mut words = small(ui, text);
    if !closes {
        words = words.color(color32(palette(ui).forbidden.mark));
    }
    ui.label(words);
    ui.label(small(ui, basis));
    ui.add_space(theme::SPACE_2);
}
