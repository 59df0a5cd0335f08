//! One cell of the review form as it is drawn: words above, the figure with its unit below, mu beside hectares.

use egui::{Color32, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::i18n::common::CommonText;
use crate::i18n::{Text, count, fixed, signed, texts};
use crate::indicators::{FormCell, ReviewForm, SideCell};
use crate::theme;
use crate::ui::style::{HAIRLINE, color32, palette};
use crate::ui::widgets::elided;
use crate::ui::{Desk, fonts};
use crate::units::{hectares_from_m2, m2_from_mu, mu_from_m2};

pub(super) const CELL_HEIGHT: f32 = 42.0;
/// Legs of the mark on a figure that changed, points.
const MARK: f32 = 8.0;

texts! {
    /// Words above the cells, as short as on the paper form; the formula's title says them in full.
    CaptionText {
        Area: "总面积", "Area";
        OutShare: "调出面积比例", "Share moved out";
        Grade: "平均质量等别", "Mean grade";
        Patches: "图斑数目", "Patches";
        MeanPatch: "平均单个图斑面积", "Mean patch";
        Farmland: "耕地小计", "Farmland";
        Paddy: "水田", "Paddy";
        Irrigated: "水浇地", "Irrigated";
        Dry: "旱地", "Dry land";
        NotFarmland: "非耕地小计", "Not farmland";
        OtherAgricultural: "非耕农用地", "Other farm land";
        Construction: "建设用地", "Construction";
        Unused: "未利用地", "Unused";
        SlopeTo15: "≤15°", "≤15°";
        Slope15To25: "15°–25°", "15°–25°";
        SlopeAbove25: "25°以上", "Above 25°";
        SlopeUnknown: "坡度未知", "Unknown";
        BandTo5: "5 亩以下", "Up to 5 mu";
        Band5To10: "5–10 亩", "5–10 mu";
        Band10To20: "10–20 亩", "10–20 mu";
        BandAbove20: "20 亩以上", "Above 20 mu";
        HighStandard: "已建高标准农田", "High-standard built";
        Upgraded: "耕地提质改造", "Upgraded";
        NewFarmland: "整治新增耕地", "New farmland";
        RegionBasicFarmland: "整治区域原永基总面积", "Basic farmland before";
        QuantityGain: "数量：增加面积", "Quantity gained";
        NewShare: "数量：增加比例", "Quantity gained, share";
        QualityGain: "质量：平均提升等别", "Grades gained";
        MeanPatchGain: "布局：平均单个图斑增加", "Mean patch gained";
        Concentration: "布局：集中连片度提升", "Concentration gained";
        Pieces: "块", "pieces";
        GradeUnit: "等", "grade";
        NoLayer: "没有永久基本农田图层，或整治区域内没有永久基本农田。", "There is no layer of basic farmland, or none of it lies in the region.";
        NoPatch: "没有图斑，无从求平均。", "There are no patches to take a mean of.";
        NoGrade: "图斑没有质量等别（GDDB），或一方没有图斑。", "The patches have no quality grade (GDDB), or one side has none.";
        NothingOut: "没有调出，除数为零。", "Nothing moves out: there is nothing to divide by.";
        OneSided: "调出或调入一方没有图斑，无从比较。", "Nothing moves out or nothing moves in: there is nothing to compare.";
        Was: "上一步之前：{0} {1}", "Before the last step: {0} {1}";
        Click: "点击看公式，并在地图上看它的图斑", "Click for its formula and its patches on the map";
    }
}

/// What a figure counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Hectares,
    Mu,
    Percent,
    Grade,
    Pieces,
}

/// The short words of a cell.
pub(super) fn caption(cell: FormCell) -> CaptionText {
    use CaptionText as T;
    match cell {
        FormCell::RegionBasicFarmland => T::RegionBasicFarmland,
        FormCell::OutShare => T::OutShare,
        FormCell::QuantityGain => T::QuantityGain,
        FormCell::NewShare => T::NewShare,
        FormCell::QualityGain => T::QualityGain,
        FormCell::MeanPatchGain => T::MeanPatchGain,
        FormCell::Concentration => T::Concentration,
        FormCell::Side(_, side) => match side {
            SideCell::Area => T::Area,
            SideCell::Grade => T::Grade,
            SideCell::Patches => T::Patches,
            SideCell::MeanPatch => T::MeanPatch,
            SideCell::Farmland => T::Farmland,
            SideCell::Paddy => T::Paddy,
            SideCell::Irrigated => T::Irrigated,
            SideCell::Dry => T::Dry,
            SideCell::NotFarmland => T::NotFarmland,
            SideCell::OtherAgricultural => T::OtherAgricultural,
            SideCell::Construction => T::Construction,
            SideCell::Unused => T::Unused,
            SideCell::SlopeTo15 => T::SlopeTo15,
            SideCell::Slope15To25 => T::Slope15To25,
            SideCell::SlopeAbove25 => T::SlopeAbove25,
            SideCell::SlopeUnknown => T::SlopeUnknown,
            SideCell::BandTo5 => T::BandTo5,
            SideCell::Band5To10 => T::Band5To10,
            SideCell::Band10To20 => T::Band10To20,
            SideCell::BandAbove20 => T::BandAbove20,
            SideCell::HighStandard => T::HighStandard,
            SideCell::Upgraded => T::Upgraded,
            SideCell::NewFarmland => T::NewFarmland,
        },
    }
}

fn unit(cell: FormCell) -> Unit {
    match cell {
        FormCell::OutShare | FormCell::NewShare | FormCell::Concentration => Unit::Percent,
        FormCell::QuantityGain | FormCell::MeanPatchGain | FormCell::Side(_, SideCell::MeanPatch) => Unit::Mu,
        FormCell::QualityGain | FormCell::Side(_, SideCell::Grade) => Unit::Grade,
        FormCell::Side(_, SideCell::Patches) => Unit::Pieces,
        FormCell::RegionBasicFarmland | FormCell::Side(..) => Unit::Hectares,
    }
}

/// Whether the figure is a difference: it carries its sign, and more is better.
fn is_gain(cell: FormCell) -> bool {
    !matches!(cell, FormCell::RegionBasicFarmland | FormCell::OutShare | FormCell::Side(..))
}

/// Why a cell has no figure.
fn missing(cell: FormCell) -> CaptionText {
    match cell {
        FormCell::RegionBasicFarmland | FormCell::OutShare => CaptionText::NoLayer,
        FormCell::NewShare => CaptionText::NothingOut,
        FormCell::QualityGain | FormCell::Side(_, SideCell::Grade) => CaptionText::NoGrade,
        FormCell::Side(..) => CaptionText::NoPatch,
        FormCell::QuantityGain | FormCell::MeanPatchGain | FormCell::Concentration => CaptionText::OneSided,
    }
}

/// A figure with its unit, and the same area in the other unit.
pub(super) struct Shown {
    pub figure: String,
    pub unit: &'static str,
    /// Empty where the figure is no area.
    pub beside: String,
    /// Why there is no figure.
    pub missing: Option<CaptionText>,
}

/// What a cell shows; areas with `decimals` hectares.
pub(super) fn shown(desk: &Desk, form: &ReviewForm, cell: FormCell, decimals: u32) -> Shown {
    let unit = unit(cell);
    let (mu, hectares) = (desk.say(CommonText::Mu), desk.say(CommonText::Hectares));
    let unit_words = match unit {
        Unit::Hectares => hectares,
        Unit::Mu => mu,
        Unit::Percent => "%",
        Unit::Grade => desk.say(CaptionText::GradeUnit),
        Unit::Pieces => desk.say(CaptionText::Pieces),
    };
    let Some(value) = form.value(cell) else {
        let missing = Some(missing(cell));
        return Shown { figure: "—".to_owned(), unit: "", beside: String::new(), missing };
    };
    let say = |value: f64, decimals| if is_gain(cell) { signed(value, decimals) } else { fixed(value, decimals) };
    let (figure, beside) = match unit {
        Unit::Hectares => (say(value, decimals), format!("{} {mu}", say(mu_from_m2(value * 10_000.0), 2))),
        Unit::Mu => (say(value, 2), format!("{} {hectares}", say(hectares_from_m2(m2_from_mu(value)), decimals))),
        Unit::Percent | Unit::Grade => (say(value, 2), String::new()),
        Unit::Pieces => (count(value as usize), String::new()),
    };
    Shown { figure, unit: unit_words, beside, missing: None }
}

/// The form as it is, as it was before the last step, and the cell that is open.
#[derive(Clone, Copy)]
pub(super) struct FormView<'a> {
    pub form: &'a ReviewForm,
    pub before: Option<&'a ReviewForm>,
    pub chosen: Option<FormCell>,
}

/// Draws a cell in its place; returns whether it was clicked. A figure that the last step changed is marked at its corner.
pub(super) fn form_cell_ui(ui: &Ui, desk: &Desk, view: &FormView, cell: FormCell, place: Rect) -> bool {
    let FormView { form, before, chosen } = *view;
    let chosen = chosen == Some(cell);
    let shown = shown(desk, form, cell, 2);
    let was = before.map(|before| self::shown(desk, before, cell, 2)).filter(|was| was.figure != shown.figure);
    let mut says = match shown.missing {
        Some(why) => desk.say(why).to_owned(),
        None => {
            let exact = self::shown(desk, form, cell, 4);
            let figures = format!("{} {}   {}", exact.figure, exact.unit, exact.beside);
            format!("{}\n{}\n{}", desk.tell(&cell.title()), figures.trim_end(), desk.say(CaptionText::Click))
        }
    };
    if let Some(was) = &was {
        let was = CaptionText::Was.with([was.figure.as_str().into(), was.unit.into()]);
        says = format!("{says}\n{}", desk.tell(&was));
    }
    let response = ui.interact(place, Id::unique(("form cell", cell)), Sense::click());
    let name = format!("{} {} {}", desk.tell(&cell.title()), shown.figure, shown.unit);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    let palette = palette(ui);
    if chosen {
        ui.painter().rect_filled(place, 0.0, color32(palette.selection_ground));
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(place, 0.0, color32(palette.raised));
    }
    let gain = form.value(cell).filter(|_| is_gain(cell)).unwrap_or_default();
    let colour = match gain {
        gain if gain > 0.0 => palette.satisfied.mark,
        gain if gain < 0.0 => palette.forbidden.mark,
        _ if shown.missing.is_some() => palette.secondary,
        _ => palette.text,
    };
    figure_ui(ui, place, desk.say(caption(cell)), &shown, color32(colour));
    if was.is_some() {
        changed_mark_ui(ui, place);
    }
    response.on_hover_text(says).clicked()
}

/// A cell of words: what the form asks for and no figure says.
pub(super) fn text_cell_ui(ui: &Ui, place: Rect, caption: &str, text: &str, says: &str) {
    let response = ui.interact(place, Id::unique(("form text", caption)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{caption} {text}")));
    words_ui(ui, place, caption, text, color32(palette(ui).text));
    if !says.is_empty() {
        response.on_hover_text(says);
    }
}

/// A corner turned down: the last step changed what stands here.
fn changed_mark_ui(ui: &Ui, place: Rect) {
    let corner = place.left_top();
    let points = vec![corner, corner + vec2(MARK, 0.0), corner + vec2(0.0, MARK)];
    let colour = color32(palette(ui).accent);
    ui.painter().with_clip_rect(ui.clip_rect()).add(egui::Shape::convex_polygon(points, colour, Stroke::NONE));
}

/// The line round a cell.
pub(super) fn frame_ui(ui: &Ui, place: Rect) {
    let frame = Stroke::new(HAIRLINE, color32(palette(ui).line));
    ui.painter().rect_stroke(place, 0.0, frame, StrokeKind::Middle);
}

/// Words above on the left, and a word below on the right.
pub(super) fn words_ui(ui: &Ui, place: Rect, caption: &str, text: &str, colour: Color32) {
    let shown = Shown { figure: text.to_owned(), unit: "", beside: String::new(), missing: None };
    figure_ui(ui, place, caption, &shown, colour);
}

/// Words above on the left; below, on the right, the figure, its unit and the other unit. Where a narrow window has no room for
/// all of them the other unit moves up beside the words.
fn figure_ui(ui: &Ui, place: Rect, caption: &str, shown: &Shown, colour: Color32) {
    let palette = palette(ui);
    frame_ui(ui, place);
    let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
    let inside = place.shrink2(vec2(theme::SPACE_2, 3.0));
    let quiet = color32(palette.secondary);
    let of = |text: &str, font, colour, room| elided(&painter, text, font, colour, room);
    let small = || fonts::regular(theme::TYPE_SMALL);
    let beside = of(&shown.beside, small(), quiet, f32::INFINITY);
    let unit = of(shown.unit, small(), quiet, f32::INFINITY);
    let unit_room = if shown.unit.is_empty() { 0.0 } else { unit.size().x + 3.0 };
    let figure = of(&shown.figure, fonts::bold(theme::TYPE_BODY), colour, inside.width() - unit_room);
    let baseline = inside.bottom();
    let mut right = inside.right();
    let mut caption_room = inside.width();
    let beside_width = beside.size().x;
    let all = figure.size().x + unit_room + beside_width + theme::SPACE_2;
    if !shown.beside.is_empty() && all <= inside.width() {
        painter.galley(pos2(right - beside_width, baseline - beside.size().y), beside, quiet);
        right -= beside_width + theme::SPACE_2;
    } else if !shown.beside.is_empty() {
        painter.galley(pos2(right - beside_width, inside.top()), beside, quiet);
        caption_room -= beside_width + theme::SPACE_1;
    }
    painter.galley(pos2(right - unit.size().x, baseline - unit.size().y), unit, quiet);
    right -= unit_room;
    painter.galley(pos2(right - figure.size().x, baseline - figure.size().y + 1.0), figure, colour);
    let caption = of(caption, small(), quiet, caption_room);
    painter.galley(pos2(inside.left(), inside.top()), caption, quiet);
}
