//! A style as Styled Layer Descriptor 1.1 (OGC 05-077r4), for programs that read no QML. Lengths become pixels of 0.28 mm.

use super::style::{Drawing, FONTS, Label, Stroke, Style, Symbol};
use super::xml::Xml;
use crate::theme::Rgba;

/// Pixels of the standard (0.28 mm) in a millimetre.
const PIXELS_PER_MM: f64 = 1.0 / 0.28;

/// The style of a table.
pub(in crate::storage::export) fn sld(style: &Style, table: &str) -> String {
    let mut xml = Xml::new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    let spaces = [
        ("xmlns", "http://www.opengis.net/sld"),
        ("version", "1.1.0"),
        ("xmlns:ogc", "http://www.opengis.net/ogc"),
        ("xmlns:se", "http://www.opengis.net/se"),
    ];
    xml.start("StyledLayerDescriptor", &spaces);
    xml.start("NamedLayer", &[]);
    xml.text("se:Name", &[], table);
    xml.start("UserStyle", &[]);
    xml.text("se:Name", &[], table);
    xml.start("se:FeatureTypeStyle", &[]);
    match &style.drawing {
        Drawing::Single(symbol) => rule(&mut xml, table, None, symbol),
        Drawing::ByValue { column, classes, .. } => {
            for class in classes {
                rule(&mut xml, &class.title, Some((column, &class.value)), &class.symbol);
            }
        }
    }
    if let Some(label) = &style.label {
        xml.start("se:Rule", &[]);
        text_symbolizer(&mut xml, label);
        xml.end();
    }
    xml.finish()
}

fn rule(xml: &mut Xml, title: &str, filter: Option<(&str, &str)>, symbol: &Symbol) {
    xml.start("se:Rule", &[]);
    xml.text("se:Name", &[], title);
    if let Some((column, value)) = filter {
        xml.start("ogc:Filter", &[]);
        xml.start("ogc:PropertyIsEqualTo", &[]);
        xml.text("ogc:PropertyName", &[], column);
        xml.text("ogc:Literal", &[], value);
        xml.end();
        xml.end();
    }
    for stroke in symbol {
        symbolizer(xml, stroke);
    }
    xml.end();
}

fn symbolizer(xml: &mut Xml, stroke: &Stroke) {
    xml.start("se:PolygonSymbolizer", &[]);
    match stroke {
        Stroke::Fill { colour } => fill(xml, *colour),
        Stroke::Outline { colour, width_mm } => line(xml, *colour, *width_mm),
        Stroke::Hatch { colour, angle_deg, distance_mm, width_mm } => {
            start_graphic_fill(xml, "horline");
            line(xml, *colour, *width_mm);
            xml.end();
            xml.text("se:Size", &[], &pixels(*distance_mm));
            // Clockwise here.
            xml.start("se:Rotation", &[]);
            xml.text("ogc:Literal", &[], &(-angle_deg).to_string());
            xml.end();
            end_graphic_fill(xml);
        }
        Stroke::Dots { colour, distance_mm, size_mm } => {
            start_graphic_fill(xml, "circle");
            fill(xml, *colour);
            xml.end();
            xml.text("se:Size", &[], &pixels(*size_mm));
            end_graphic_fill(xml);
            let distance = pixels(*distance_mm);
            xml.text("se:VendorOption", &[("name", "distance")], &format!("{distance},{distance}"));
        }
    }
    xml.end();
}

/// Opens everything down to the mark; the caller paints it and closes it.
fn start_graphic_fill(xml: &mut Xml, mark: &str) {
    for element in ["se:Fill", "se:GraphicFill", "se:Graphic", "se:Mark"] {
        xml.start(element, &[]);
    }
    xml.text("se:WellKnownName", &[], mark);
}

fn end_graphic_fill(xml: &mut Xml) {
    for _ in 0..3 {
        xml.end();
    }
}

fn fill(xml: &mut Xml, colour: Rgba) {
    xml.start("se:Fill", &[]);
    parameter(xml, "fill", &hex(colour));
    parameter(xml, "fill-opacity", &opacity(colour));
    xml.end();
}

fn line(xml: &mut Xml, colour: Rgba, width_mm: f64) {
    xml.start("se:Stroke", &[]);
    parameter(xml, "stroke", &hex(colour));
    parameter(xml, "stroke-opacity", &opacity(colour));
    parameter(xml, "stroke-width", &pixels(width_mm));
    parameter(xml, "stroke-linejoin", "round");
    xml.end();
}

fn text_symbolizer(xml: &mut Xml, label: &Label) {
    xml.start("se:TextSymbolizer", &[]);
    xml.start("se:Label", &[]);
    xml.text("ogc:PropertyName", &[], label.name_column);
    xml.end();
    xml.start("se:Font", &[]);
    for font in FONTS {
        parameter(xml, "font-family", font);
    }
    parameter(xml, "font-size", &(label.size_pt * 96.0 / 72.0).round().to_string());
    parameter(xml, "font-weight", "bold");
    xml.end();
    xml.start("se:Halo", &[]);
    xml.text("se:Radius", &[], "2");
    fill(xml, label.halo);
    xml.end();
    fill(xml, label.colour);
    xml.end();
}

fn parameter(xml: &mut Xml, name: &str, value: &str) {
    xml.text("se:SvgParameter", &[("name", name)], value);
}

fn pixels(length_mm: f64) -> String {
    format!("{:.2}", length_mm * PIXELS_PER_MM)
}

fn hex(Rgba(red, green, blue, _): Rgba) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn opacity(Rgba(_, _, _, alpha): Rgba) -> String {
    format!("{:.2}", f64::from(alpha) / 255.0)
}
