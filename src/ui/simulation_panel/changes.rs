//! The changes, one a row: what becomes what, how much, what it joins, what is lost without it. Only rows in view are drawn: a plan
//! may have thousands.

use egui::{Align2, ComboBox, Id, Rect, Response, RichText, Sense, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::filter::FilterText;
use super::order::{SortText, listed};
use crate::command::ViewCommand;
use crate::geometry::Bounds;
use crate::i18n::{Message, Text, count, fixed, texts};
use crate::session::{Change, SimulationResult};
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{elided, small};
use crate::ui::{Desk, fonts, icons};
use crate::units::mu_from_m2;

texts! {
    ChangesText {
        Heading: "{0} 处变化", "{0:change|changes}";
        Some: "{0} {1}", "{0} {1}";
        Sort: "排序", "Sort";
        Filter: "筛选", "Show";
        Joins: "连通 {0} 块", "joins {0}";
        Widens: "扩大", "widens";
        Leaves: "退出", "leaves";
        Area: "亩", "mu";
        Loss: "不做的损失", "Lost undone";
        LossSays: "只撤回这一处，连片面积减少多少亩", "What the area in blocks loses when this change alone is taken back, mu";
        Mark: "勾选 {0}", "Mark {0}";
        MarkAll: "全选", "Mark all";
        None: "没有这样的变化。", "There is no such change.";
    }
}

pub(super) const ROW_HEIGHT: f32 = 30.0;
/// Widths of the columns from the left: the box, and from the right: loss, what it joins, area.
const BOX: f32 = 22.0;
const LOSS: f32 = 42.0;
const JOINS: f32 = 58.0;
const AREA: f32 = 44.0;

/// What the list remembers between frames.
pub(super) struct ChangeList {
    sort: SortText,
    filter: FilterText,
    /// The result that the order is of.
    known: Option<(u64, SortText, FilterText, usize)>,
    order: Vec<usize>,
    /// A change to bring into view.
    pub reveal: Option<usize>,
}

impl Default for ChangeList {
    fn default() -> Self {
        Self { sort: SortText::Loss, filter: FilterText::All, known: None, order: Vec::new(), reveal: None }
    }
}

impl ChangeList {
    /// The heading, and how the list is sorted and filtered.
    pub fn heading_ui(&mut self, ui: &mut Ui, desk: &mut Desk, result: &SimulationResult) {
        let changes = &result.proposal.changes;
        self.follow(desk, result);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_2;
            let text = if self.order.len() == changes.len() {
                ChangesText::Heading.with([count(changes.len()).into()])
            } else {
                ChangesText::Some.with([desk.say(self.filter).into(), count(self.order.len()).into()])
            };
            let width = (ui.available_width() - theme::SPACE_2) / 2.0;
            let heading = RichText::new(desk.tell(&text)).font(fonts::bold(theme::TYPE_BODY));
            choose_ui(ui, desk, ChangesText::Filter, heading, width, &FilterText::EVERY, &mut self.filter);
            let sort = RichText::new(desk.say(self.sort)).size(theme::TYPE_SMALL);
            choose_ui(ui, desk, ChangesText::Sort, sort, width, &SortText::EVERY, &mut self.sort);
        });
        let (head, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::SPACE_5), Sense::hover());
        let quiet = color32(palette(ui).secondary);
        let font = || fonts::regular(theme::TYPE_SMALL);
        let columns = Columns::of(head);
        let painter = ui.painter();
        painter.text(
            pos2(columns.area, head.center().y),
            Align2::RIGHT_CENTER,
            desk.say(ChangesText::Area),
            font(),
            quiet,
        );
        painter.text(
            pos2(columns.loss, head.center().y),
            Align2::RIGHT_CENTER,
            desk.say(ChangesText::Loss),
            font(),
            quiet,
        );
        response.on_hover_text(desk.say(ChangesText::LossSays));
        self.mark_all_ui(ui, desk, result, head);
    }

    /// The rows, within a scroll area of which `visible` is seen, on the screen.
    pub fn rows_ui(&mut self, ui: &mut Ui, desk: &mut Desk, result: &SimulationResult, visible: Rect) {
        self.follow(desk, result);
        let reveal = self.reveal.take().and_then(|change| self.order.iter().position(|&place| place == change));
        if self.order.is_empty() {
            ui.label(small(ui, desk.say(ChangesText::None)));
            return;
        }
        let mut hovered = None;
        let (all, _) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT * self.order.len() as f32), Sense::hover());
        for (row, &place) in self.order.iter().enumerate() {
            let top = all.top() + ROW_HEIGHT * row as f32;
            let rect = Rect::from_x_y_ranges(all.x_range(), top..=top + ROW_HEIGHT);
            if reveal == Some(row) {
                ui.scroll_to_rect(rect.expand2(vec2(0.0, ROW_HEIGHT)), None);
            }
            // One more on either side: the keyboard walks from row to row.
            if !rect.expand2(vec2(0.0, ROW_HEIGHT)).intersects(visible) {
                continue;
            }
            let Some(change) = Change::at(&result.proposal, place) else { continue };
            let response = row_ui(ui, desk, result, place, change, rect);
            if response.contains_pointer() || response.has_focus() {
                hovered = Some(place);
            }
            if response.clicked() {
                desk.view.simulation.asked = Some(change.of.parcel);
                let bounds = result.base.land.parcels.bounds_of(change.of.parcel);
                desk.view_command(ViewCommand::ZoomTo(surroundings(bounds)));
            }
        }
        if hovered != desk.view.simulation.hovered_in_list {
            desk.view.simulation.hovered_in_list = hovered;
            ui.ctx().request_repaint();
        }
    }

    /// The box over the boxes: marks every listed change, or none where all are marked.
    fn mark_all_ui(&self, ui: &mut Ui, desk: &mut Desk, result: &SimulationResult, head: Rect) {
        let are_marked = |desk: &Desk| self.order.iter().all(|place| desk.view.simulation.marked.contains(place));
        let id = Id::unique(("mark all changes", result.number));
        if box_ui(ui, id, desk.say(ChangesText::MarkAll), !self.order.is_empty() && are_marked(desk), head) {
            if are_marked(desk) {
                desk.view.simulation.marked.clear();
            } else {
                desk.view.simulation.marked.extend(self.order.iter().copied());
            }
        }
    }

    fn follow(&mut self, desk: &Desk, result: &SimulationResult) {
        let marked = &desk.view.simulation.marked;
        // Marks decide only what a filter for them shows.
        let marks = if self.filter == FilterText::Marked { marked.len() } else { 0 };
        let now = (result.number, self.sort, self.filter, marks);
        if self.known != Some(now) {
            let changes: Vec<Change<'_>> = Change::all(&result.proposal).collect();
            self.order = listed(&changes, self.sort, self.filter, &|place| marked.contains(&place));
            self.known = Some(now);
        }
    }
}

/// A parcel with the land round it, so that one sees what it joins.
pub(super) fn surroundings(bounds: Bounds) -> Bounds {
    bounds.with_margin(4.0)
}

fn choose_ui<T: Text + PartialEq>(
    ui: &mut Ui,
    desk: &Desk,
    name: ChangesText,
    shown: RichText,
    width: f32,
    values: &[T],
    chosen: &mut T,
) {
    let combo = ComboBox::from_id_salt(("changes", name)).width(width).selected_text(shown).truncate();
    let now = desk.say(*chosen);
    let response = combo
        .show_ui(ui, |ui| {
            for &value in values {
                ui.selectable_value(chosen, value, desk.say(value));
            }
        })
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, format!("{} {now}", desk.say(name))));
}

/// Right ends of the columns.
struct Columns {
    area: f32,
    joins: f32,
    loss: f32,
}

impl Columns {
    fn of(row: Rect) -> Self {
        let loss = row.right() - theme::SPACE_1;
        let joins = loss - LOSS - theme::SPACE_1;
        Self { area: joins - JOINS - theme::SPACE_1, joins, loss }
    }
}

fn row_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    result: &SimulationResult,
    place: usize,
    change: Change<'_>,
    rect: Rect,
) -> Response {
    let response = ui.interact(rect, Id::unique(("change", result.number, place)), Sense::click());
    let (title, lines) = (desk.tell(&change.title()), change.lines());
    let lines: Vec<String> = lines.iter().map(|line| desk.tell(line)).collect();
    let is_asked = desk.view.simulation.asked == Some(change.of.parcel);
    let spoken = format!("{title}, {}", lines.join(", "));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_asked, &spoken));
    let colours = palette(ui);
    let across = Rect::from_x_y_ranges(ui.clip_rect().x_range(), rect.y_range());
    let is_pointed =
        response.contains_pointer() || response.has_focus() || desk.view.simulation.hovered_on_map == Some(place);
    if is_asked || is_pointed {
        let ground = if is_asked { colours.selection_ground } else { colours.window };
        ui.painter().add(Shape::rect_filled(across, 0.0, color32(ground)));
    }
    mark_ui(ui, desk, result, place, &title, rect);
    let columns = Columns::of(rect);
    let middle = rect.center().y;
    let (text, quiet) = (color32(colours.text), color32(colours.secondary));
    let painter = ui.painter();
    let figure =
        |right: f32, figure: String, font| painter.text(pos2(right, middle), Align2::RIGHT_CENTER, figure, font, text);
    figure(columns.area, fixed(mu_from_m2(change.of.area_m2), 2), fonts::regular(theme::TYPE_BODY));
    let loss = if change.of.loss_mu.abs() < 0.05 { "—".to_owned() } else { fixed(change.of.loss_mu, 1) };
    figure(columns.loss, loss, fonts::bold(theme::TYPE_BODY));
    let joins = if !change.gains() {
        desk.say(ChangesText::Leaves).to_owned()
    } else if change.of.joins > 1 {
        desk.tell(&ChangesText::Joins.with([change.of.joins.into()]))
    } else {
        desk.say(ChangesText::Widens).to_owned()
    };
    let small = fonts::regular(theme::TYPE_SMALL);
    painter.text(pos2(columns.joins, middle), Align2::RIGHT_CENTER, joins, small, quiet);
    let left = rect.left() + BOX;
    let room = columns.area - AREA - left;
    let line = |words: &Message| elided(painter, &desk.tell(words), fonts::regular(theme::TYPE_BODY), text, room);
    let names = line(&change.classes());
    // Codes say both classes where their names have no room.
    let galley = if names.elided { line(&change.codes()) } else { names };
    painter.galley(pos2(left, middle - galley.size().y / 2.0), galley, text);
    response
}

/// The box that marks a change to be accepted or rejected.
fn mark_ui(ui: &mut Ui, desk: &mut Desk, result: &SimulationResult, place: usize, title: &str, row: Rect) {
    let spoken = desk.tell(&ChangesText::Mark.with([title.into()]));
    let marked = &mut desk.view.simulation.marked;
    let id = Id::unique(("mark change", result.number, place));
    if box_ui(ui, id, &spoken, marked.contains(&place), row) && !marked.remove(&place) {
        marked.insert(place);
    }
}

/// A box at the left of a row; whether it was clicked.
fn box_ui(ui: &mut Ui, id: Id, spoken: &str, is_marked: bool, row: Rect) -> bool {
    let cell = Rect::from_min_size(row.min, vec2(BOX, row.height()));
    let response = ui.interact(cell, id, Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_marked, spoken));
    let colours = palette(ui);
    let square = Rect::from_center_size(pos2(cell.left() + 9.0, cell.center().y), vec2(14.0, 14.0));
    let ring = if response.has_focus() || response.hovered() { colours.selection } else { colours.secondary };
    let fill = if is_marked { colours.selection } else { colours.panel };
    ui.painter().rect(square, 3.0, color32(fill), Stroke::new(1.2, color32(ring)), StrokeKind::Inside);
    if is_marked {
        let font = fonts::icon(theme::TYPE_SMALL);
        ui.painter().text(square.center(), Align2::CENTER_CENTER, icons::CHECK, font, color32(colours.panel));
    }
    let clicked = response.clicked();
    response.on_hover_text(spoken);
    clicked
}
