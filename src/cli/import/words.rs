//! What `import` says.

use crate::i18n::texts;

texts! {
    ImportText {
        UnknownRole: "没有角色“{0}”。可用的角色见 tianfang roles；片区用 zone，措施用 measure。",
            "There is no role \"{0}\". tianfang roles lists them; zones are imported with zone, measures with measure.";
        UnknownEncoding: "不认识编码“{0}”。可用：GBK、GB18030、UTF-8。", "Unknown encoding \"{0}\". Use GBK, GB18030 or UTF-8.";
        SchemeWithoutDesign: "--scheme 只用于 --role zone 和 --role measure。", "--scheme goes with --role zone and --role measure only.";
        KindWithoutMeasures: "--kind 只用于 --role measure。", "--kind goes with --role measure only.";
        UnknownKind: "没有措施类型“{0}”。可用：{1}", "There is no kind of measure \"{0}\". Known: {1}";
        NoRole: "看不出“{0}”里的图层是什么（{1}）。请用 --role 指定。",
            "Nothing tells what the layers of \"{0}\" are ({1}). Name the role with --role.";
        NoLayerOfRole: "“{0}”里没有哪个图层像“{1}”，其中有：{2}。请写明图层，例如 {0}:{3}。",
            "No layer of \"{0}\" looks like {1}; it has: {2}. Name the layer, for example {0}:{3}.";
        Skipped: "“{0}”里有图层没有导入，因为看不出是什么：{1}。需要时请写明图层和角色，例如 {0}:{2} --role reference。",
            "Layers of \"{0}\" were not imported, for nothing tells what they are: {1}. To take one, name it and its role, for example {0}:{2} --role reference.";
        NoZones: "“{0}”里没有可以作为片区的多边形。", "\"{0}\" holds no polygon that can be a zone.";
        NoMeasures: "“{0}”里没有可以作为措施的多边形，其中有：{1}。", "\"{0}\" holds no polygon that can be a measure; it has: {1}.";
        Layer: "已导入“{0}”：{1}，{2} 个要素，来源坐标系 EPSG:{3}，编码 {4}", "Imported \"{0}\": {1}, {2} features, from EPSG:{3}, encoding {4}";
        Zones: "已导入 {0} 个片区到方案 {1}：{2}", "Imported {0} zones into scheme {1}: {2}";
        Measures: "已导入 {0} 项措施到方案 {1}：{2}", "Imported {0} measures into scheme {1}: {2}";
        MeasuresOfKind: "{0} {1} 项", "{0} {1}";
    }
}
