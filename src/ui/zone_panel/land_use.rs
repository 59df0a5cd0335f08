//! What the zone's land is now: a bar of its classes, the largest named, cultivated land summed.

use egui::{CornerRadius, Rect, RichText, Sense, Ui, vec2};

use crate::base::{LandClass, land_class};
use crate::checks::{ClassArea, ZoneReport};
use crate::i18n::common::CommonText;
use crate::i18n::{Language, area_ha, area_mu, fixed, texts};
use crate::theme;
use crate::ui::Desk;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{figure_ui, land_class_colour, section_ui, small};
use crate::units::mu_from_m2;

/// Classes named one by one; the others are summed.
const NAMED: usize = 6;
const BAR_HEIGHT: f32 = 12.0;
const KEY: f32 = 10.0;

texts! {
    LandUseText {
        Title: "现状构成", "Present land use";
        Others: "其他", "Others";
        Cultivated: "耕地", "Cultivated";
        Unknown: "未知地类 {0}", "Unknown class {0}";
        Share: "{0}\n{1}   {2}   {3} %", "{0}\n{1}   {2}   {3} %";
    }
}

pub fn land_use_ui(ui: &mut Ui, desk: &Desk, report: &ZoneReport) {
    let total_m2: f64 = report.land_use.iter().map(|class| class.area_m2).sum();
    if total_m2 <= 0.0 {
        return;
    }
    let mut classes: Vec<&ClassArea> = report.land_use.iter().filter(|class| class.area_m2 > 0.0).collect();
    classes.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2).then_with(|| a.code.cmp(&b.code)));
    ui.add_space(theme::SPACE_1);
    section_ui(ui, desk.say(LandUseText::Title));
    let (named, others) = classes.split_at(classes.len().min(NAMED));
    let others_m2: f64 = others.iter().map(|class| class.area_m2).sum();
    let mut parts: Vec<Part> = named.iter().map(|class| Part::of(ui, desk, class)).collect();
    if others_m2 > 0.0 {
        let colour = color32(palette(ui).raised);
        parts.push(Part { name: desk.say(LandUseText::Others).to_owned(), area_m2: others_m2, colour });
    }
    bar_ui(ui, desk, &parts, total_m2);
    ui.add_space(theme::SPACE_2);
    names_ui(ui, desk, &parts, total_m2);
    let cultivated_m2: f64 = classes
        .iter()
        .filter(|class| land_class(&class.code).is_some_and(LandClass::is_cultivated))
        .map(|class| class.area_m2)
        .sum();
    ui.add_space(theme::SPACE_2);
    ui.horizontal(|ui| {
        ui.label(small(ui, desk.say(LandUseText::Cultivated)));
        let grey = report.crossing.is_some().then(|| color32(palette(ui).secondary));
        let mu = fixed(mu_from_m2(cultivated_m2), 2);
        figure_ui(ui, &mu, desk.say(CommonText::Mu), theme::TYPE_BODY, grey);
        ui.label(small(ui, area_ha(cultivated_m2, desk.language())));
    });
    ui.add_space(theme::SPACE_4);
}

/// One stretch of the bar.
struct Part {
    name: String,
    area_m2: f64,
    colour: egui::Color32,
}

impl Part {
    fn of(ui: &Ui, desk: &Desk, class: &ClassArea) -> Self {
        let name = match (land_class(&class.code), desk.language()) {
            (Some(class), Language::Chinese) => class.name_zh.clone(),
            (Some(class), Language::English) => class.name_en.clone(),
            (None, _) => desk.tell(&crate::i18n::Text::with(LandUseText::Unknown, [class.code.as_str().into()])),
        };
        let colour = land_class_colour(palette(ui), &class.code, true).unwrap_or(color32(palette(ui).raised));
        Self { name, area_m2: class.area_m2, colour }
    }

    fn says(&self, desk: &Desk, total_m2: f64) -> String {
        let (mu, hectares) = (area_mu(self.area_m2, desk.language()), area_ha(self.area_m2, desk.language()));
        let share = fixed(self.area_m2 / total_m2 * 100.0, 1);
        let figures = [self.name.as_str().into(), mu.into(), hectares.into(), share.into()];
        desk.tell(&crate::i18n::Text::with(LandUseText::Share, figures))
    }
}

fn bar_ui(ui: &mut Ui, desk: &Desk, parts: &[Part], total_m2: f64) {
    let (bar, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR_HEIGHT), Sense::hover());
    let painter = ui.painter().with_clip_rect(bar);
    let mut under_pointer = None;
    let mut x = bar.left();
    for part in parts {
        let width = (part.area_m2 / total_m2) as f32 * bar.width();
        let stretch = Rect::from_min_size(egui::pos2(x, bar.top()), vec2(width, bar.height()));
        painter.rect_filled(stretch, CornerRadius::ZERO, part.colour);
        if response.hover_pos().is_some_and(|position| stretch.x_range().contains(position.x)) {
            under_pointer = Some(part);
        }
        x += width;
    }
    if let Some(part) = under_pointer {
        response.on_hover_text_at_pointer(part.says(desk, total_m2));
    }
}

/// Key and name of each part, as many beside each other as fit; a name longer than the panel is cut.
fn names_ui(ui: &mut Ui, desk: &Desk, parts: &[Part], total_m2: f64) {
    let colour = color32(palette(ui).secondary);
    // Rows as high as their text, not as a button.
    let row_height = std::mem::replace(&mut ui.spacing_mut().interact_size.y, 0.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme::SPACE_3, theme::SPACE_1);
        for part in parts {
            let text = RichText::new(&part.name).size(theme::TYPE_SMALL).color(colour);
            let widest = ui.max_rect().width() - KEY - theme::SPACE_1;
            let galley = egui::WidgetText::from(text).into_galley(
                ui,
                Some(egui::TextWrapMode::Truncate),
                widest,
                egui::TextStyle::Small,
            );
            let size = vec2(KEY + theme::SPACE_1 + galley.size().x, galley.size().y);
            let (place, response) = ui.allocate_exact_size(size, Sense::hover());
            let key = Rect::from_center_size(place.left_center() + vec2(KEY / 2.0, 0.0), vec2(KEY, KEY));
            ui.painter().rect_filled(key, CornerRadius::same(2), part.colour);
            ui.painter().galley(place.min + vec2(KEY + theme::SPACE_1, 0.0), galley, colour);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &part.name));
            response.on_hover_text(part.says(desk, total_m2));
        }
    });
    ui.spacing_mut().interact_size.y = row_height;
}
