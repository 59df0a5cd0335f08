//! A table that draws only what is seen: its headings and its first column stay while the rest scrolls under them.

use std::ops::Range;

use egui::{AsIdSalt, Color32, FontId, Id, Painter, Rect, Response, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use crate::theme;
use crate::ui::fonts;
use crate::ui::style::{HAIRLINE, color32, palette};
use crate::ui::widgets::elided;

pub(super) const ROW: f32 = 24.0;
const HEADING: f32 = 26.0;
/// Room on either side of a cell's text, points.
const MARGIN: f32 = theme::SPACE_2;
/// The first column takes this much of the room that the others leave, times its width at most.
const STRETCH: f32 = 1.5;

/// A column: its heading with the unit, what the heading means, and how wide it is, points.
pub(super) struct Column {
    pub title: String,
    pub says: String,
    pub width: f32,
    /// Words stand on the left, figures on the right.
    pub is_text: bool,
}

impl Column {
    pub fn text(title: impl Into<String>, width: f32) -> Self {
        Self { title: title.into(), says: String::new(), width, is_text: true }
    }

    pub fn figure(title: impl Into<String>, width: f32) -> Self {
        Self { title: title.into(), says: String::new(), width, is_text: false }
    }

    pub fn saying(mut self, says: impl Into<String>) -> Self {
        self.says = says.into();
        self
    }
}

/// How a cell is told from the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tone {
    #[default]
    Plain,
    Quiet,
    Strong,
    Alarm,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub text: String,
    pub says: String,
    pub tone: Tone,
    /// Whether a click does something.
    pub opens: bool,
    pub chosen: bool,
}

impl Cell {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub fn toned(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    pub fn saying(mut self, says: impl Into<String>) -> Self {
        self.says = says.into();
        self
    }

    pub fn opening(mut self, opens: bool) -> Self {
        self.opens = opens;
        self
    }

    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}

/// What was clicked in a table that can be sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clicked {
    Heading(usize),
    /// Row and column.
    Cell(usize, usize),
}

/// As [`table_ui`], with headings that can be clicked; `sorted` is the column that is sorted by, and whether it falls.
pub(super) fn sorted_table_ui(
    ui: &mut Ui,
    salt: impl AsIdSalt,
    columns: &[Column],
    rows: usize,
    sorted: Option<(usize, bool)>,
    cell: impl FnMut(usize, usize) -> Cell,
) -> Option<Clicked> {
    draw(ui, salt, columns, rows, Some(sorted), cell)
}

/// Draws the table in the room there is; `cell` is asked for what is seen only. Returns row and column of a clicked cell.
pub(super) fn table_ui(
    ui: &mut Ui,
    salt: impl AsIdSalt,
    columns: &[Column],
    rows: usize,
    cell: impl FnMut(usize, usize) -> Cell,
) -> Option<(usize, usize)> {
    match draw(ui, salt, columns, rows, None, cell) {
        Some(Clicked::Cell(row, column)) => Some((row, column)),
        _ => None,
    }
}

fn draw(
    ui: &mut Ui,
    salt: impl AsIdSalt,
    columns: &[Column],
    rows: usize,
    sorts: Option<Option<(usize, bool)>>,
    mut cell: impl FnMut(usize, usize) -> Cell,
) -> Option<Clicked> {
    let id = ui.make_persistent_id(salt);
    let edges = edges(columns, ui.available_width());
    let total = vec2(edges.last().copied().unwrap_or_default(), HEADING + rows as f32 * ROW);
    let mut clicked = None;
    ScrollArea::both().id_salt(id).auto_shrink([false; 2]).show_viewport(ui, |ui, viewport| {
        let origin = ui.max_rect().min;
        ui.set_min_size(total);
        let view = viewport.translate(origin.to_vec2());
        let sheet = Sheet { id, origin, view, edges: &edges, columns };
        let seen_rows = sheet.seen_rows(rows);
        let body = sheet.body();
        for row in seen_rows.clone() {
            for column in sheet.seen_columns() {
                if sheet.cell_ui(ui, body, row, column, &cell(row, column)) {
                    clicked = Some(Clicked::Cell(row, column));
                }
            }
        }
        let first = Rect::from_x_y_ranges(view.left()..=body.left(), body.y_range());
        for row in seen_rows {
            if !columns.is_empty() && sheet.cell_ui(ui, first, row, 0, &cell(row, 0)) {
                clicked = Some(Clicked::Cell(row, 0));
            }
        }
        if let Some(heading) = sheet.headings_ui(ui, sorts) {
            clicked = Some(Clicked::Heading(heading));
        }
    });
    clicked
}

/// Right edges of the columns, from the left edge of the table; the first column takes some of the room that is left.
fn edges(columns: &[Column], room: f32) -> Vec<f32> {
    let wanted: f32 = columns.iter().map(|column| column.width).sum();
    let spare = (room - wanted).max(0.0);
    let mut right = 0.0;
    let mut edges = Vec::with_capacity(columns.len());
    for (place, column) in columns.iter().enumerate() {
        right += column.width + if place == 0 { spare.min(column.width * (STRETCH - 1.0)) } else { 0.0 };
        edges.push(right);
    }
    edges
}

/// Where everything of a table lies on the screen.
struct Sheet<'a> {
    id: Id,
    origin: egui::Pos2,
    /// The part of the screen that shows the table.
    view: Rect,
    edges: &'a [f32],
    columns: &'a [Column],
}

impl Sheet<'_> {
    /// The part that scrolls both ways: below the headings, right of the first column.
    fn body(&self) -> Rect {
        let first = self.edges.first().copied().unwrap_or_default();
        let min = pos2(self.view.left() + first, self.view.top() + HEADING);
        Rect::from_min_max(min, self.view.max.max(min))
    }

    fn seen_rows(&self, rows: usize) -> Range<usize> {
        let scrolled = (self.view.top() - self.origin.y).max(0.0);
        let from = ((scrolled / ROW).floor() as usize).min(rows);
        let to = (((scrolled + self.view.height() - HEADING) / ROW).ceil().max(0.0) as usize).min(rows);
        from..to.max(from)
    }

    fn seen_columns(&self) -> impl Iterator<Item = usize> {
        let body = self.body().x_range();
        (1..self.columns.len()).filter(move |&column| self.x_range(column).intersects(body))
    }

    fn x_range(&self, column: usize) -> egui::Rangef {
        let left = column.checked_sub(1).map_or(0.0, |before| self.edges[before]);
        egui::Rangef::new(self.origin.x + left, self.origin.x + self.edges[column])
    }

    /// Where a cell lies: the first column stays at the left edge of the view.
    fn place(&self, row: usize, column: usize) -> Rect {
        let top = self.origin.y + HEADING + row as f32 * ROW;
        let mut place = Rect::from_x_y_ranges(self.x_range(column), top..=top + ROW);
        if column == 0 {
            place = place.translate(vec2(self.view.left() - self.origin.x, 0.0));
        }
        place
    }

    /// Draws a cell inside `clip`; returns whether it was clicked.
    fn cell_ui(&self, ui: &Ui, clip: Rect, row: usize, column: usize, cell: &Cell) -> bool {
        let place = self.place(row, column);
        let painter = ui.painter().with_clip_rect(clip.intersect(ui.clip_rect()));
        let palette = palette(ui);
        let sense = if cell.opens { Sense::click() } else { Sense::hover() };
        let seen = place.intersect(painter.clip_rect());
        let response = (seen.is_positive()).then(|| ui.interact(seen, self.id.with((row, column)), sense));
        if let Some(response) = &response {
            let name = self.name_of(column, cell);
            let role = if cell.opens { egui::Role::Button } else { egui::Role::Label };
            response.widget_info(|| egui::WidgetInfo::selected(role, true, cell.chosen, &name));
        }
        let lively = cell.opens && response.as_ref().is_some_and(|response| response.hovered() || response.has_focus());
        let ground = match (cell.chosen, lively) {
            (true, _) => Some(palette.selection_ground),
            (_, true) => Some(palette.raised),
            _ => None,
        };
        if let Some(ground) = ground {
            painter.rect_filled(place, 0.0, color32(ground));
        }
        painter.hline(place.x_range(), place.bottom() - HAIRLINE / 2.0, Stroke::new(HAIRLINE, color32(palette.line)));
        let (font, colour) = match cell.tone {
            Tone::Plain => (fonts::regular(theme::TYPE_SMALL), palette.text),
            Tone::Quiet => (fonts::regular(theme::TYPE_SMALL), palette.secondary),
            Tone::Strong => (fonts::bold(theme::TYPE_SMALL), palette.text),
            Tone::Alarm => (fonts::bold(theme::TYPE_SMALL), palette.forbidden.mark),
        };
        let cut = text_in(&painter, place, &cell.text, font, color32(colour), self.columns[column].is_text);
        let Some(response) = response else { return false };
        let says = if cell.says.is_empty() && cut { &cell.text } else { &cell.says };
        hover(response, says).clicked()
    }

    /// What a screen reader says of a cell.
    fn name_of(&self, column: usize, cell: &Cell) -> String {
        match column {
            0 => cell.text.clone(),
            _ => format!("{} {}", self.columns[column].title, cell.text),
        }
    }

    /// Draws the headings; returns the one that was clicked, where they sort.
    fn headings_ui(&self, ui: &Ui, sorts: Option<Option<(usize, bool)>>) -> Option<usize> {
        let mut clicked = None;
        let strip = Rect::from_min_size(self.view.min, vec2(self.view.width(), HEADING));
        let palette = palette(ui);
        let painter = ui.painter().with_clip_rect(strip.intersect(ui.clip_rect()));
        painter.rect_filled(strip, 0.0, color32(palette.panel));
        let (right, first) = (self.body().x_range(), self.view.left()..=self.body().left());
        for (column, Column { title, says, is_text, .. }) in self.columns.iter().enumerate() {
            let mut x_range = self.x_range(column);
            let clip = if column == 0 { first.clone().into() } else { right };
            if column == 0 {
                x_range = egui::Rangef::new(self.view.left(), self.body().left());
            }
            let clip = Rect::from_x_y_ranges(clip, strip.y_range()).intersect(painter.clip_rect());
            let place = Rect::from_x_y_ranges(x_range, strip.y_range());
            if !place.intersect(clip).is_positive() {
                continue;
            }
            let painter = painter.with_clip_rect(clip);
            let font = fonts::bold(theme::TYPE_SMALL);
            let arrow = match sorts.flatten() {
                Some((by, falls)) if by == column => {
                    if falls {
                        " ↓"
                    } else {
                        " ↑"
                    }
                }
                _ => "",
            };
            let shown = format!("{title}{arrow}");
            let cut = text_in(&painter, place, &shown, font, color32(palette.secondary), *is_text);
            let sense = if sorts.is_some() { Sense::click() } else { Sense::hover() };
            let response = ui.interact(place.intersect(clip), self.id.with(("heading", column)), sense);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ColumnHeader, true, &shown));
            if hover(response, if says.is_empty() && cut { title } else { says }).clicked() {
                clicked = Some(column);
            }
        }
        let line = Stroke::new(HAIRLINE, color32(palette.secondary.with_opacity(0.6)));
        painter.hline(strip.x_range(), strip.bottom() - HAIRLINE / 2.0, line);
        if self.view.left() > self.origin.x {
            let edge = Stroke::new(HAIRLINE, color32(palette.line));
            ui.painter().vline(self.body().left(), self.view.y_range(), edge);
        }
        clicked
    }
}

/// Draws a line of text in a cell; returns whether it had to be cut.
fn text_in(painter: &Painter, place: Rect, text: &str, font: FontId, colour: Color32, is_text: bool) -> bool {
    let room = place.width() - 2.0 * MARGIN;
    let galley = elided(painter, text, font, colour, room);
    let x = if is_text { place.left() + MARGIN } else { place.right() - MARGIN - galley.size().x };
    let y = place.center().y - galley.size().y / 2.0;
    let cut = galley.elided;
    painter.galley(pos2(x, y), galley, colour);
    cut
}

fn hover(response: Response, says: &str) -> Response {
    if says.is_empty() { response } else { response.on_hover_text(says) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_column_takes_some_of_the_room_that_is_left() {
        let columns = [Column::text("a", 100.0), Column::figure("b", 50.0)];
        assert_eq!(edges(&columns, 120.0), [100.0, 150.0]);
        assert_eq!(edges(&columns, 180.0), [130.0, 180.0]);
        assert_eq!(edges(&columns, 900.0), [150.0, 200.0]);
    }
}
