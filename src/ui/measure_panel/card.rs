//! The card of one measure: what it is, how large, what it becomes, under which policy, when, for how much, and why.

use egui::{Align, ComboBox, Id, Layout, RichText, Ui};

use super::effect::effect_ui;
use super::kind_menu::kind_menu_ui;
use crate::base::land_classes;
use crate::checks::{SubjectId, Verdict};
use crate::command::{EditCommand, ViewCommand};
use crate::crs::AreaPlane;
use crate::design::{FeatureId, Measure, MeasureId, PolicyTool, QuantityUnit, QuotaUse};
use crate::edit::actions::MeasureEdit;
use crate::i18n::common::CommonText;
use crate::i18n::{Language, Text, fixed, signed, texts};
use crate::theme;
use crate::ui::issues_panel::verdict_rows_ui;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{
    FieldLook, IconButton, Writing, divider_ui, figure_ui, measure_swatch_ui, number_from_text, seat_line_ui,
    section_ui, small,
};
use crate::ui::{Desk, fonts, icons};
use crate::units::{FEN_PER_10K_YUAN, hectares_from_m2, mu_from_m2};

texts! {
    CardText {
        Back: "返回措施列表", "Back to all measures";
        Delete: "删除措施", "Delete measure";
        Fit: "缩放到措施", "Zoom to measure";
        Kind: "类型", "Kind";
        ToClass: "变为", "Becomes";
        Unchanged: "地类不变", "Class unchanged";
        Tool: "政策工具", "Policy tool";
        Quota: "指标用途", "Use of quota";
        NoQuota: "未定", "Undecided";
        Year: "年份", "Year";
        Cost: "投资（万元）", "Cost (10⁴ yuan)";
        Households: "户数", "Households";
        QuantityMu: "计划规模（亩）", "Planned (mu)";
        Pair: "配对号", "Pair";
        Grade: "整治后等别", "Grade after";
        GradeSays: "国家利用等 1–15，1 最好", "National use grade 1–15, 1 is best";
        SubProject: "子项目", "Sub-project";
        Reason: "理由", "Reason";
        ReasonHint: "为什么这样做，依据什么", "Why, and on what grounds";
        Issues: "问题", "Issues";
        Plan: "计划", "Plan";
        Name: "名称", "Name";
    }
}

/// Names of fields end here, points.
const FIELD_START: f32 = 96.0;

pub fn measure_card_ui(ui: &mut Ui, desk: &mut Desk, writing: &mut Writing, id: MeasureId) {
    let Some(project) = desk.project() else { return };
    let Some(measure) = project.document().measure(id) else { return };
    header_ui(ui, desk, measure);
    let gesture = desk.session.gesture().filter(|gesture| gesture.feature() == FeatureId::Measure(id));
    let plane = AreaPlane::new(project.document_plane());
    let area_m2 = gesture.map_or(&measure.shape, |gesture| gesture.shape()).area_m2(&plane);
    let before_m2 = gesture.map(|gesture| gesture.start().area_m2(&plane));
    size_ui(ui, desk, area_m2, before_m2);
    seat_line_ui(ui, desk, &project.seats_of(FeatureId::Measure(id)));
    ui.add_space(theme::SPACE_3);
    divider_ui(ui);
    effect_ui(ui, desk, id);
    divider_ui(ui);
    issues_ui(ui, desk, id);
    ui.add_enabled_ui(!project.read_only(), |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_1;
        section_ui(ui, desk.say(CardText::Plan));
        choices_ui(ui, desk, measure);
        texts_ui(ui, desk, writing, measure);
    });
    ui.add_space(theme::SPACE_3);
}

/// What the rules say of the measure.
fn issues_ui(ui: &mut Ui, desk: &mut Desk, id: MeasureId) {
    let is_of = |verdict: &Verdict| verdict.subject == SubjectId::Measure(id);
    let title = desk.say(CardText::Issues);
    let issues = desk.project().and_then(|project| project.assessment());
    if issues.is_some_and(|assessment| assessment.judgement.verdicts.iter().any(|of| of.is_open() && is_of(of))) {
        section_ui(ui, title);
        verdict_rows_ui(ui, desk, is_of);
        divider_ui(ui);
    }
}

fn header_ui(ui: &mut Ui, desk: &mut Desk, measure: &Measure) {
    ui.add_space(theme::SPACE_2);
    ui.horizontal(|ui| {
        ui.set_height(theme::ICON_BUTTON);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_1;
            if ui.add(IconButton::new(icons::CLOSE, desk.say(CardText::Back)).detail("Esc").small()).clicked() {
                desk.edit(EditCommand::Select(None));
            }
            if ui.add(IconButton::new(icons::TRASH, desk.say(CardText::Delete)).detail("Del").small()).clicked() {
                desk.edit(EditCommand::DeleteMeasure(measure.id));
            }
            if ui.add(IconButton::new(icons::FIT_ALL, desk.say(CardText::Fit)).detail("F").small()).clicked() {
                desk.view_command(ViewCommand::FitSelection);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                measure_swatch_ui(ui, measure.kind, desk.language());
                let title = RichText::new(measure.title(desk.language())).font(fonts::bold(theme::TYPE_HEADING));
                ui.add(egui::Label::new(title).truncate());
            });
        });
    });
}

/// The hero figure in 亩, the same in 公顷 beside it, and while dragging the difference.
fn size_ui(ui: &mut Ui, desk: &Desk, area_m2: f64, before_m2: Option<f64>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_2 + 2.0;
        ui.with_layout(Layout::left_to_right(Align::BOTTOM), |ui| {
            let mu = fixed(mu_from_m2(area_m2), 2);
            figure_ui(ui, &mu, desk.say(CommonText::Mu), theme::TYPE_HERO, None);
            let hectares = fixed(hectares_from_m2(area_m2), 2);
            figure_ui(ui, &hectares, desk.say(CommonText::Hectares), theme::TYPE_HEADING, None);
            if let Some(before_m2) = before_m2 {
                let difference = signed(mu_from_m2(area_m2 - before_m2), 2);
                let colour = color32(palette(ui).secondary);
                ui.label(RichText::new(difference).font(fonts::bold(theme::TYPE_SMALL)).color(colour));
            }
        });
    });
    ui.add_space(theme::SPACE_1);
    ui.label(small(ui, desk.tell(&CommonText::AreaMethod.plain())));
}

fn choices_ui(ui: &mut Ui, desk: &mut Desk, measure: &Measure) {
    let language = desk.language();
    let mut edits = Vec::new();
    row_ui(ui, desk.say(CardText::Kind), |ui, label| {
        edits.extend(kind_menu_ui(ui, label, measure.kind, language).map(MeasureEdit::Kind));
    });
    if !measure.kind.moves_basic_farmland() && !measure.kind.moves_boundary() {
        row_ui(ui, desk.say(CardText::ToClass), |ui, label| {
            edits.extend(class_menu_ui(ui, label, measure, language));
        });
    }
    row_ui(ui, desk.say(CardText::Tool), |ui, label| {
        let menu = ComboBox::from_id_salt("tool").width(ui.available_width()).truncate();
        let shown = menu.selected_text(measure.tool.title(language)).show_ui(ui, |ui| {
            for &tool in PolicyTool::ALL {
                if ui.selectable_label(tool == measure.tool, tool.title(language)).clicked() {
                    edits.push(MeasureEdit::Tool(tool));
                }
            }
        });
        shown.response.labelled_by(label);
    });
    row_ui(ui, desk.say(CardText::Quota), |ui, label| {
        let none = desk.say(CardText::NoQuota);
        let menu = ComboBox::from_id_salt("quota").width(ui.available_width()).truncate();
        let menu = menu.selected_text(measure.quota_use.map_or(none, |quota| quota.title(language)));
        let shown = menu.show_ui(ui, |ui| {
            for quota in std::iter::once(None).chain(QuotaUse::ALL.iter().copied().map(Some)) {
                let title = quota.map_or(none, |quota| quota.title(language));
                if ui.selectable_label(quota == measure.quota_use, title).clicked() {
                    edits.push(MeasureEdit::QuotaUse(quota));
                }
            }
        });
        shown.response.labelled_by(label);
    });
    for edit in edits {
        desk.edit(EditCommand::EditMeasure { measure: measure.id, edit });
    }
}

fn class_menu_ui(ui: &mut Ui, label: Id, measure: &Measure, language: Language) -> Option<MeasureEdit> {
    let mut chosen = None;
    let unchanged = CardText::Unchanged.get(language);
    let name = |code: &str| {
        let class = land_classes().iter().find(|class| class.code == code);
        class.map_or_else(
            || code.to_owned(),
            |class| match language {
                Language::Chinese => format!("{} {}", class.code, class.name_zh),
                Language::English => format!("{} {}", class.code, class.name_en),
            },
        )
    };
    let shown = measure.to_class.as_deref().map_or_else(|| unchanged.to_owned(), name);
    let menu = ComboBox::from_id_salt("to class").width(ui.available_width()).truncate().selected_text(shown);
    let menu = menu.show_ui(ui, |ui| {
        if ui.selectable_label(measure.to_class.is_none(), unchanged).clicked() {
            chosen = Some(MeasureEdit::ToClass(None));
        }
        for class in land_classes() {
            let is_it = measure.to_class.as_deref() == Some(class.code.as_str());
            if ui.selectable_label(is_it, name(&class.code)).clicked() {
                chosen = Some(MeasureEdit::ToClass(Some(class.code.clone())));
            }
        }
    });
    menu.response.labelled_by(label);
    chosen
}

fn texts_ui(ui: &mut Ui, desk: &mut Desk, writing: &mut Writing, measure: &Measure) {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let quantity = match measure.kind.quantity_unit() {
        QuantityUnit::Mu => CardText::QuantityMu,
        QuantityUnit::Households => CardText::Households,
    };
    let rows = [
        (CardText::Name, measure.name.clone(), ""),
        (CardText::Year, measure.year.map(|year| year.to_string()).unwrap_or_default(), ""),
        (CardText::Cost, number(measure.cost_fen.map(|fen| fen as f64 / FEN_PER_10K_YUAN)), ""),
        (quantity, number(measure.quantity), ""),
        (CardText::Pair, measure.pair.map(|pair| pair.to_string()).unwrap_or_default(), ""),
        (CardText::Grade, number(measure.grade_after), desk.say(CardText::GradeSays)),
        (CardText::SubProject, measure.sub_project.clone(), ""),
        (CardText::Reason, measure.reason.clone(), desk.say(CardText::ReasonHint)),
    ];
    for (field, stored, hint) in rows {
        let id = egui::Id::unique(("measure field", measure.id.0, desk.say(field)));
        row_ui(ui, desk.say(field), |ui, label| {
            let fits = |text: &str| edit_from_text(field, text).is_some();
            let written = writing.field_ui(ui, id, FieldLook::Framed, &stored, hint, fits);
            let response = written.response.labelled_by(label);
            if !hint.is_empty() {
                response.on_hover_text(hint);
            }
            if let Some(edit) = written.text.and_then(|text| edit_from_text(field, &text)) {
                desk.edit(EditCommand::EditMeasure { measure: measure.id, edit });
            }
        });
    }
}

/// What a field that was written says; `None` for what is no number, which leaves what was there.
fn edit_from_text(field: CardText, text: &str) -> Option<MeasureEdit> {
    let number = || number_from_text(text).ok();
    let whole = || number().map(|number| number.map(f64::round));
    Some(match field {
        CardText::Name => MeasureEdit::Name(text.to_owned()),
        CardText::Year => MeasureEdit::Year(whole()?.map(|year| year as i32)),
        CardText::Cost => MeasureEdit::CostFen(number()?.map(|cost| (cost * FEN_PER_10K_YUAN).round() as i64)),
        CardText::Households | CardText::QuantityMu => MeasureEdit::Quantity(number()?),
        CardText::Pair => MeasureEdit::Pair(whole()?.filter(|pair| *pair >= 1.0).map(|pair| pair as u32)),
        CardText::Grade => MeasureEdit::GradeAfter(number()?),
        CardText::SubProject => MeasureEdit::SubProject(text.to_owned()),
        CardText::Reason => MeasureEdit::Reason(text.to_owned()),
        _ => return None,
    })
}

/// A field with its name before it; the name's id is for those who hear the window.
fn row_ui(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui, Id)) {
    ui.horizontal(|ui| {
        ui.set_height(theme::CONTROL_HEIGHT);
        let start = ui.cursor().left();
        let label = ui.label(small(ui, name)).id;
        ui.add_space((FIELD_START - (ui.cursor().left() - start)).max(0.0));
        content(ui, label);
    });
}
