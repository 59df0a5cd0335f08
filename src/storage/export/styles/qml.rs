//! A style as QGIS writes it. Properties as `<prop k v>`, which every QGIS 3 reads; patterns as vectors.

use super::style::{Drawing, FONTS, Label, Stroke, Style, Symbol};
use super::xml::Xml;
use crate::storage::geopackage::ColumnSpec;
use crate::theme::Rgba;

/// The style of a table, with the titles of its columns as aliases.
pub(in crate::storage::export) fn qml(style: &Style, columns: &[ColumnSpec]) -> String {
    let mut xml = Xml::new("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>");
    let labels = if style.label.is_some() { "1" } else { "0" };
    xml.start(
        "qgis",
        &[
            ("version", "3.22.0"),
            ("styleCategories", "Symbology|Labeling|Fields|Forms|AttributeTable"),
            ("labelsEnabled", labels),
        ],
    );
    renderer(&mut xml, &style.drawing);
    if let Some(label) = &style.label {
        labeling(&mut xml, label);
    }
    fields(&mut xml, style, columns);
    xml.finish()
}

fn renderer(xml: &mut Xml, drawing: &Drawing) {
    let common = [("enableorderby", "0"), ("forceraster", "0"), ("symbollevels", "0")];
    let with = |own: &[(&'static str, &'static str)]| own.iter().chain(&common).copied().collect::<Vec<_>>();
    match drawing {
        Drawing::Single(shown) => {
            xml.start("renderer-v2", &with(&[("type", "singleSymbol")]));
            xml.start("symbols", &[]);
            symbol(xml, "0", shown);
            xml.end();
        }
        Drawing::ByValue { column, classes, others } => {
            xml.start("renderer-v2", &with(&[("type", "categorizedSymbol"), ("attr", column)]));
            xml.start("categories", &[]);
            for (number, class) in classes.iter().enumerate() {
                let number = number.to_string();
                let attributes =
                    [("value", class.value.as_str()), ("label", &class.title), ("symbol", &number), ("render", "true")];
                xml.empty("category", &attributes);
            }
            let rest = classes.len().to_string();
            xml.empty("category", &[("value", ""), ("label", "其他"), ("symbol", &rest), ("render", "true")]);
            xml.end();
            xml.start("symbols", &[]);
            for (number, shown) in classes.iter().map(|class| &class.symbol).chain([others]).enumerate() {
                symbol(xml, &number.to_string(), shown);
            }
            xml.end();
        }
    }
    xml.end();
}

fn symbol(xml: &mut Xml, name: &str, strokes: &Symbol) {
    let attributes = [("name", name), ("type", "fill"), ("alpha", "1"), ("clip_to_extent", "1"), ("force_rhr", "0")];
    xml.start("symbol", &attributes);
    for (number, stroke) in strokes.iter().enumerate() {
        layer(xml, stroke, &format!("@{name}@{number}"));
    }
    xml.end();
}

fn layer(xml: &mut Xml, stroke: &Stroke, inner: &str) {
    match stroke {
        Stroke::Fill { colour } => {
            start_layer(
                xml,
                "SimpleFill",
                &[("color", rgba(*colour)), ("style", "solid".into()), ("outline_style", "no".into())],
            );
        }
        Stroke::Outline { colour, width_mm } => start_line(xml, *colour, *width_mm),
        Stroke::Hatch { colour, angle_deg, distance_mm, width_mm } => {
            let properties = [
                ("angle", angle_deg.to_string()),
                ("distance", distance_mm.to_string()),
                ("distance_unit", "MM".to_owned()),
                ("line_width", width_mm.to_string()),
                ("line_width_unit", "MM".to_owned()),
                ("color", rgba(*colour)),
            ];
            start_layer(xml, "LinePatternFill", &properties);
            xml.start(
                "symbol",
                &[("name", inner), ("type", "line"), ("alpha", "1"), ("clip_to_extent", "1"), ("force_rhr", "0")],
            );
            start_line(xml, *colour, *width_mm);
            xml.end();
            xml.end();
        }
        Stroke::Dots { colour, distance_mm, size_mm } => {
            let properties = [
                ("distance_x", distance_mm.to_string()),
                ("distance_x_unit", "MM".to_owned()),
                ("distance_y", distance_mm.to_string()),
                ("distance_y_unit", "MM".to_owned()),
                ("displacement_x", (distance_mm / 2.0).to_string()),
                ("displacement_x_unit", "MM".to_owned()),
            ];
            start_layer(xml, "PointPatternFill", &properties);
            xml.start(
                "symbol",
                &[("name", inner), ("type", "marker"), ("alpha", "1"), ("clip_to_extent", "1"), ("force_rhr", "0")],
            );
            let properties = [
                ("name", "circle".to_owned()),
                ("color", rgba(*colour)),
                ("size", size_mm.to_string()),
                ("size_unit", "MM".to_owned()),
                ("outline_style", "no".to_owned()),
            ];
            start_layer(xml, "SimpleMarker", &properties);
            xml.end();
            xml.end();
        }
    }
    xml.end();
}

fn start_line(xml: &mut Xml, colour: Rgba, width_mm: f64) {
    let properties = [
        ("line_color", rgba(colour)),
        ("line_width", width_mm.to_string()),
        ("line_width_unit", "MM".to_owned()),
        ("line_style", "solid".to_owned()),
        ("joinstyle", "round".to_owned()),
        ("capstyle", "round".to_owned()),
    ];
    start_layer(xml, "SimpleLine", &properties);
}

/// Opens a layer of a symbol and writes its properties; the caller closes it.
fn start_layer(xml: &mut Xml, class: &str, properties: &[(&str, String)]) {
    xml.start("layer", &[("class", class), ("enabled", "1"), ("locked", "0"), ("pass", "0")]);
    for (name, value) in properties {
        xml.empty("prop", &[("k", name), ("v", value)]);
    }
}

fn labeling(xml: &mut Xml, label: &Label) {
    let expression =
        format!("\"{}\" || '\\n' || format_number(\"{}\", 2) || ' 亩'", label.name_column, label.mu_column);
    xml.start("labeling", &[("type", "simple")]);
    xml.start("settings", &[("calloutType", "simple")]);
    let (size, colour) = (label.size_pt.to_string(), rgba(label.colour));
    let attributes = [
        ("fieldName", expression.as_str()),
        ("isExpression", "1"),
        ("fontFamily", FONTS[0]),
        ("fontSize", &size),
        ("fontSizeUnit", "Point"),
        ("fontWeight", "75"),
        ("textColor", &colour),
        ("textOpacity", "1"),
        ("multilineHeight", "1.1"),
    ];
    xml.start("text-style", &attributes);
    xml.start("families", &[]);
    for font in FONTS {
        xml.empty("family", &[("name", font)]);
    }
    xml.end();
    let halo = rgba(label.halo);
    let attributes = [
        ("bufferDraw", "1"),
        ("bufferSize", "0.8"),
        ("bufferSizeUnits", "MM"),
        ("bufferColor", halo.as_str()),
        ("bufferOpacity", "1"),
        ("bufferNoFill", "1"),
        ("bufferJoinStyle", "128"),
    ];
    xml.empty("text-buffer", &attributes);
    xml.end();
    xml.empty("text-format", &[("multilineAlign", "1"), ("formatNumbers", "0")]);
    // Horizontal, at a point that lies inside; left out where it does not fit.
    xml.empty(
        "placement",
        &[
            ("placement", "5"),
            ("centroidInside", "1"),
            ("centroidWhole", "1"),
            ("fitInPolygonOnly", "1"),
            ("priority", "7"),
        ],
    );
    xml.empty(
        "rendering",
        &[
            ("drawLabels", "1"),
            ("obstacle", "0"),
            ("displayAll", "0"),
            ("fontLimitPixelSize", "0"),
            ("scaleVisibility", "0"),
        ],
    );
    xml.end();
    xml.end();
}

/// Aliases, and the words of the codes.
fn fields(xml: &mut Xml, style: &Style, columns: &[ColumnSpec]) {
    xml.start("fieldConfiguration", &[]);
    for (column, codes) in &style.code_lists {
        xml.start("field", &[("name", column)]);
        xml.start("editWidget", &[("type", "ValueMap")]);
        xml.start("config", &[]);
        xml.start("Option", &[("type", "Map")]);
        xml.start("Option", &[("type", "List"), ("name", "map")]);
        for (code, words) in codes {
            xml.start("Option", &[("type", "Map")]);
            xml.empty("Option", &[("type", "QString"), ("name", words), ("value", code)]);
            xml.end();
        }
        for _ in 0..5 {
            xml.end();
        }
    }
    xml.end();
    xml.start("aliases", &[]);
    for (index, column) in columns.iter().enumerate() {
        // The primary key is field 0 to QGIS.
        let index = (index + 1).to_string();
        xml.empty("alias", &[("field", &column.name), ("index", &index), ("name", &column.title)]);
    }
    xml.end();
}

fn rgba(Rgba(red, green, blue, alpha): Rgba) -> String {
    format!("{red},{green},{blue},{alpha}")
}
