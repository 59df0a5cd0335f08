//! The figures of `inspect` as a person reads them.

use super::report::{HealthReport, InspectReport, LayerReport};
use crate::base::Role;
use crate::cli::words::listed;
use crate::geometry::Fault;
use crate::i18n::{Language, Message, Text, area_ha, area_m2, area_mu, count, texts};

/// Problems shown one by one.
const SHOWN: usize = 20;

texts! {
    InspectText {
        Layer: "图层 {0}：{1}，{2} 个要素", "Layer {0}: {1}, {2} features";
        Crs: "  坐标系  EPSG:{0} {1}（{2}）", "  System    EPSG:{0} {1} ({2})";
        CrsUnknown: "  坐标系  未知，请用 --crs 指定{0}", "  System    unknown, name it with --crs{0}";
        MayBe: "；可能是 {0}", "; it may be {0}";
        Declared: "文件声明", "declared";
        Guessed: "按坐标判断", "told from the coordinates";
        Assumed: "按格式标准", "by the format's standard";
        Encoding: "  编码    {0}", "  Encoding  {0}";
        Role: "  角色    {0}（{1}），把握 {2}%：{3}", "  Role      {0} ({1}), {2}% sure: {3}";
        NoRole: "  角色    未识别，请用 --role 指定", "  Role      not recognised, name it with --role";
        Bounds: "  范围    {0}", "  Bounds    {0}";
        Area: "  面积    {0} · {1} · {2}（椭球面积）", "  Area      {0} · {1} · {2} (ellipsoidal)";
        Fields: "  字段    {0}", "  Fields    {0}";
        Healthy: "  图形    全部正常", "  Geometry  all sound";
        Health: "  图形    无效 {0}，空 {1}，无几何 {2}，重复 {3}，无法读取 {4}",
            "  Geometry  invalid {0}, empty {1}, null {2}, duplicate {3}, unreadable {4}";
        Problem: "    要素 {0}：{1}{2}", "    feature {0}: {1}{2}";
        More: "    …… 另有 {0} 处", "    … and {0} more";
        Note: "  注意    {0}", "  Note      {0}";
        Curve: "含有曲线", "holds true curves";
        NotFinite: "坐标不是有限的数", "coordinates are not finite";
        OutsideCrs: "坐标超出坐标系范围", "coordinates outside the system";
        Damaged: "几何已损坏", "damaged geometry";
        UnclosedRing: "环没有闭合", "unclosed ring";
        WrongDirection: "环方向有误", "ring of the wrong direction";
    }
}

impl InspectReport {
    /// The report as a table of layers.
    pub fn to_text(&self, language: Language) -> String {
        let mut text = format!("{}\n", self.file);
        for layer in &self.layers {
            text.push('\n');
            for line in layer_lines(layer, language) {
                text += line.say(language).trim_end();
                text.push('\n');
            }
        }
        text
    }
}

fn layer_lines(layer: &LayerReport, language: Language) -> Vec<Message> {
    let name = layer.name.as_str().into();
    let mut lines =
        vec![InspectText::Layer.with([name, layer.geometry_type.as_str().into(), count(layer.features).into()])];
    lines.push(match &layer.crs {
        Some(crs) => {
            let source = match crs.source {
                "declared" => InspectText::Declared,
                "assumed" => InspectText::Assumed,
                _ => InspectText::Guessed,
            };
            InspectText::Crs.with([crs.epsg.into(), crs.name.as_str().into(), source.plain().into()])
        }
        None if layer.crs_suggestions.is_empty() => InspectText::CrsUnknown.with(["".into()]),
        None => {
            let codes: Vec<String> = layer.crs_suggestions.iter().map(|epsg| format!("EPSG:{epsg}")).collect();
            InspectText::CrsUnknown.with([InspectText::MayBe.with([codes.join(", ").into()]).into()])
        }
    });
    lines.push(InspectText::Encoding.with([layer.encoding.as_str().into()]));
    lines.push(role_line(layer));
    if let Some(bounds) = layer.bounds {
        lines.push(InspectText::Bounds.with([bounds.map(|side| side.to_string()).join(", ").into()]));
    }
    if let Some(area) = layer.area_m2 {
        let figures = [area_mu(area, language), area_ha(area, language), area_m2(area)];
        lines.push(InspectText::Area.with(figures.map(Into::into)));
    }
    let fields: Vec<String> = layer
        .fields
        .iter()
        .map(|field| match &field.title {
            Some(title) => format!("{}({title})", field.name),
            None => field.name.clone(),
        })
        .collect();
    if !fields.is_empty() {
        lines.push(InspectText::Fields.with([fields.join(" ").into()]));
    }
    lines.extend(health_lines(&layer.health));
    lines.extend(layer.notes.iter().map(|note| {
        InspectText::Note.with([match language {
            Language::Chinese => note.zh.as_str().into(),
            Language::English => note.en.as_str().into(),
        }])
    }));
    lines
}

fn role_line(layer: &LayerReport) -> Message {
    let known = layer.role.as_ref().and_then(|role| Some((role, Role::from_key(role.guess)?)));
    let Some((report, role)) = known else { return InspectText::NoRole.plain() };
    let percent = (report.score * 100.0).round() as u32;
    let reasons = listed(report.reasons.iter().map(|reason| reason.message()));
    InspectText::Role.with([role.message().into(), role.key().into(), percent.into(), reasons.into()])
}

fn health_lines(health: &HealthReport) -> Vec<Message> {
    let counts = [health.invalid, health.empty, health.null_geometry, health.duplicates, health.unreadable];
    let mut lines = if counts == [0; 5] {
        vec![InspectText::Healthy.plain()]
    } else {
        vec![InspectText::Health.with(counts.map(Into::into))]
    };
    for problem in health.problems.iter().take(SHOWN) {
        let at = problem.at.map_or(String::new(), |at| format!(" ({}, {})", at[0], at[1]));
        lines.push(InspectText::Problem.with([
            problem.feature.to_string().into(),
            reason_message(problem.reason).into(),
            at.into(),
        ]));
    }
    if health.problems.len() > SHOWN {
        lines.push(InspectText::More.with([(health.problems.len() - SHOWN).into()]));
    }
    lines
}

fn reason_message(reason: &str) -> Message {
    match reason {
        "curve" => InspectText::Curve.plain(),
        "not_finite" => InspectText::NotFinite.plain(),
        "outside_crs" => InspectText::OutsideCrs.plain(),
        "damaged" => InspectText::Damaged.plain(),
        "unclosed_ring" => InspectText::UnclosedRing.plain(),
        "wrong_ring_direction" => InspectText::WrongDirection.plain(),
        key => Fault::from_key(key).map_or_else(|| Message::verbatim(key), Fault::message),
    }
}
