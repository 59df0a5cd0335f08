//! What `import` says.

use crate::i18n::texts;

texts! {
    ImportText {
        UnknownRole: "没有角色“{0}”。可用的角色见 tianfang roles；片区用 zone。",
            "There is no role \"{0}\". tianfang roles lists them; zones are imported with zone.";
        UnknownEncoding: "不认识编码“{0}”。可用：GBK、GB18030、UTF-8。", "Unknown encoding \"{0}\". Use GBK, GB18030 or UTF-8.";
        SchemeWithoutZones: "--scheme 只用于 --role zone。", "--scheme goes with --role zone only.";
        NoRole: "看不出“{0}”里的图层是什么（{1}）。请用 --role 指定。",
            "Nothing tells what the layers of \"{0}\" are ({1}). Name the role with --role.";
        NoLayerOfRole: "“{0}”里没有哪个图层像“{1}”，其中有：{2}。请写明图层，例如 {0}:{3}。",
            "No layer of \"{0}\" looks like {1}; it has: {2}. Name the layer, for example {0}:{3}.";
        FarAway: "“{0}”的图层“{1}”离项目的其他图层 {2} 公里，坐标系多半不对。请检查，确认无误就用 --crs 写明它的坐标系。",
            "Layer \"{1}\" of \"{0}\" lies {2} km from the other layers of the project: its system is probably wrong. Check it; if it is right, name it with --crs.";
        NotPolygons: "“{0}”的图层“{1}”不是面图层，不能作为片区导入。", "Layer \"{1}\" of \"{0}\" holds no polygons and can't be imported as zones.";
        NoZones: "“{0}”里没有可以作为片区的多边形。", "\"{0}\" holds no polygon that can be a zone.";
        BadZone: "“{0}”里的片区“{1}”（要素 {2}）：{3} 没有导入任何内容。",
            "Zone \"{1}\" of \"{0}\" (feature {2}): {3} Nothing was imported.";
        NoScheme: "没有方案“{0}”。现有：{1}。", "There is no scheme \"{0}\". There are: {1}.";
        Layer: "已导入“{0}”：{1}，{2} 个要素，来源坐标系 EPSG:{3}，编码 {4}", "Imported \"{0}\": {1}, {2} features, from EPSG:{3}, encoding {4}";
        Zones: "已导入 {0} 个片区到方案 {1}：{2}", "Imported {0} zones into scheme {1}: {2}";
    }
}
