//! Every table of the schema, with the columns that it promises.

use std::collections::BTreeMap;

use super::fixture::Township;
use super::{number, open, text};

/// Tables that a scheme of zones and measures fills, with the columns that the schema asks of them. CJDK is made as JXDK is: no
/// parcel of the field is built on.
const PROMISED: [(&str, &str); 24] = [
    ("ZZQY", "QYBH QYMC XZQDM MJ MJ_MU MJ_PM JD"),
    ("ZZDY", "DYBH DYMC QYBH MB MJ MJ_MU MJ_PM"),
    ("ZXM", "XMBH XMMC XMLX DYBH TZ_WY KGNY JGNY ZRDW"),
    ("ZZCS", "CSBH CSLX CSMC DLBM_H ZCGJ ZBYT SL SLDW TZ_WY ND PDBH XMBH LY CX"),
    ("BGTB", "CSBH CSLX ZCGJ TZ_WY BGBH DLTB_BSM DLBM_Q DLBM_H TBMJ KCXS TBDLMJ GZLX PDBH ND XMBH PDJB GDDB LY"),
    ("YJDC", "CSBH YJJBNTTBBH DLBM YJJBNTTBMJ YJJBNTMJ GDDB PDJB LPDC GBZ LY"),
    ("YJDR", "CSBH YJJBNTTBBH DLBM YJJBNTTBMJ YJJBNTMJ GDDB PDJB LPDC GBZ LY"),
    ("JXDK", "CSBH DKBH DLBM_Q DLBM_H MJ GD_MJ ND ZBYT PDBH"),
    ("LGZH", "CSBH PDBH FX PD DLBM_Q DLBM_H MJ"),
    ("KFBJYH", "CSBH WHLX WHLY MJ"),
    ("LPFK", "FKBH QH DJ MJ_MU TBS"),
    ("CTTB", "GZBH YZCD DXCS DXBSM MJ MJ_MU XS YJ ZT HM DYBH CSBH JLBS"),
    ("DLTB_FW", "BSM DLBM FWMJ DLBM_H DYBH"),
    ("SCHZB", "XH LM XM FXM GQ MU SZ GS"),
    ("LYJG", "JB MC MJ_Q BL_Q MJ_H BL_H ZJ"),
    ("ZHJZ", "DLBM_Q DLBM_H MJ"),
    ("ZBTZ", "TZLX XZQDM ND CSBH JF DF YE"),
    ("ZJTZ", "CSBH CSLX XMBH ND TZ_WY"),
    ("ZBJG", "ZBBH ZBMC Z_Q Z_H DW"),
    ("GZJG", "JLBS GZBH YZCD ZTBH DXCS ZT SZ YZ YQ DW YJ SFHD CLJY DFLX DFLY DFR DFYXQ"),
    ("GZB", "GZBH GZMC GZBM YZ DW YJ TK YXQ_Q YXQ_Z SFHD"),
    ("MNJL", "XM MC SZ DW"),
    ("SJLY", "LX MC JS WJ YZBX SJSD TBS BB"),
    ("CZRZ", "XH SJ NR"),
];

#[test]
fn every_promised_table_is_there_with_its_columns_titles_and_rows() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    let exported = Township::with_simulation().export(&target).unwrap();
    let tables: BTreeMap<String, usize> = exported.tables.into_iter().collect();
    let connection = open(&target);
    for (table, columns) in PROMISED {
        assert!(tables.get(table).is_some_and(|rows| *rows > 0), "{table} of {tables:?}");
        for column in columns.split(' ').chain(["BSM", "FABH", "BBH"]) {
            let sql = format!(
                "SELECT count(*) FROM pragma_table_info('{table}') AS info JOIN gpkg_data_columns AS titles \
                 ON titles.table_name = '{table}' AND titles.column_name = info.name \
                 WHERE info.name = '{column}' AND (length(titles.title) > 0 OR '{table}' = 'DLTB_FW')"
            );
            assert_eq!(number(&connection, &sql), 1.0, "{table}.{column}");
        }
    }
    let documented = include_str!("../../docs/export.md");
    for table in tables.keys().filter(|table| *table != "DLTB_FW") {
        let is_of = |line: &&str| line.starts_with(&format!("| {table} |"));
        let line = documented.lines().find(is_of).unwrap_or_else(|| panic!("docs/export.md does not name {table}"));
        let titles = format!(
            "SELECT column_name || ' ' || title FROM gpkg_data_columns WHERE table_name = '{table}' \
             AND column_name NOT IN ('BSM', 'FABH', 'BBH')"
        );
        let mut select = connection.prepare(&titles).unwrap();
        for titled in select.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap) {
            assert!(line.contains(&titled), "{table}: \"{titled}\" is not in docs/export.md");
        }
    }
}

#[test]
fn the_surveys_formula_stands_beside_our_areas_for_everything_that_was_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    let township = Township::with_measures();
    township.export(&target).unwrap();
    let connection = open(&target);
    let drawn = [("ZZDY", 2), ("ZZQY", 1), ("ZZCS", township.scheme().measures.len()), ("DLTB_FW", 1)];
    for (table, rows) in drawn {
        for check in ["area_planar", "area_survey", "area_survey_unrounded"] {
            // A ten-thousandth: on quadrilaterals of this size the formula is that far off, and the plane is 0.0001 larger.
            let near = format!(
                "SELECT count(*) FROM JYJL WHERE DXB = '{table}' AND JCX = '{check}' AND DW = 'm²' \
                 AND SZ <> YZ AND abs(SZ / YZ - 1) < 1e-4"
            );
            assert_eq!(number(&connection, &near) as usize, rows, "{table} {check}");
        }
    }
    // Every parcel states 2500.12 m²; the one that crosses itself is farthest from it.
    let farthest = "SELECT DXBSM FROM JYJL WHERE JCX = 'area_stored_farthest' AND SZ = 2500.12";
    assert_eq!(text(&connection, farthest), "339901000000000022");
}

#[test]
fn a_parcel_says_what_most_of_it_becomes() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    Township::with_measures().export(&target).unwrap();
    let connection = open(&target);
    // Parcels 2 and 12 from the left corner: new buildings cover 40 of 50 m of the one, 20 of 50 m of the other.
    let after =
        |bsm: &str| text(&connection, &format!("SELECT DLBM || '>' || DLBM_H FROM DLTB_FW WHERE BSM = '{bsm}'"));
    assert_eq!(after("339901000000000002"), "0301>0702");
    assert_eq!(after("339901000000000012"), "0103>0103");
    let pieces = "SELECT sum(TBMJ) FROM BGTB WHERE DLTB_BSM = '339901000000000012'";
    assert!((number(&connection, pieces) - 50.0 * 20.0).abs() < 1.0);
}

#[test]
fn sub_projects_carry_the_land_money_and_years_of_their_measures() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    Township::with_measures().export(&target).unwrap();
    let connection = open(&target);
    let line = "SELECT XMLX || '|' || DYBH || '|' || TZ_WY || '|' || KGNY || '|' || JGNY || '|' || CSS FROM ZXM \
                WHERE XMBH = '农用地整治'";
    assert_eq!(text(&connection, line), "旱改水、高标准农田建设|DY001 DY002|123.456889|2026|2027|2");
    let mj = number(&connection, "SELECT MJ FROM ZXM WHERE XMBH = '农用地整治'");
    assert!((mj - (120.0 * 60.0 + 75.0 * 75.0)).abs() < 2.0, "{mj}");
}

#[test]
fn large_blocks_are_outlined_before_and_after_and_sum_to_the_indicator() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    Township::with_measures().export(&target).unwrap();
    let connection = open(&target);
    for (word, column) in [("前", "Z_Q"), ("后", "Z_H")] {
        let drawn = number(&connection, &format!("SELECT coalesce(sum(MJ_MU), 0) FROM LPFK WHERE QH = '{word}'"));
        let counted =
            number(&connection, &format!("SELECT {column} FROM ZBJG WHERE ZBBH = 'blocks.at_least_30.area_mu'"));
        // One parcel of the field crosses itself: its outline is not what its rings sum to.
        assert!((drawn - counted).abs() < 2.0, "{word}: {drawn} {counted}");
    }
    assert_eq!(number(&connection, "SELECT count(*) FROM LPFK WHERE DJ NOT IN (30, 100, 500, 1000, 10000)"), 0.0);
}

#[test]
fn the_run_that_a_scheme_was_accepted_from_stands_in_the_file_to_the_last_setting() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    let exported = Township::with_simulation().export(&target).unwrap();
    assert!(exported.report.valid && exported.tables.iter().any(|(table, _)| table == "MNJL"));
    let connection = open(&target);
    let said = |item: &str| {
        let sql = format!("SELECT SZ || '|' || coalesce(DW, '') FROM MNJL WHERE XM = '{item}'");
        text(&connection, &sql)
    };
    for (item, words) in [
        ("kind", "林耕置换 swap|"),
        ("threshold_mu", "100|亩"),
        ("budget_1e4yuan", "缺省：每亩 0.08 万元|万元"),
        ("zones", "DY004|"),
        ("seed", "18446744073709551615|"),
        ("iterations", "按问题规模|"),
        ("gained_slope_at_most", "3|级"),
        ("farmland_not_less", "是|"),
        ("max_distance_m", "不限|m"),
        ("unit_cost", "0301>0101 0.25|万元/亩"),
        ("version", "0.1.0|"),
        ("data_hash", "9f86d081884c7d65|"),
        ("value_mu", "120.5|亩"),
        ("bound_mu", "未求|亩"),
        ("stopped_by", "到达时限|"),
        ("locks", "1 不得调整、9（已删除）|"),
    ] {
        assert_eq!(said(item), words, "{item}");
    }
    let source = "SELECT MC || '|' || TBS || '|' || BB || '|' || SM FROM SJLY WHERE LX = '模拟'";
    let words = "林耕置换|2|0.1.0|数据指纹 9f86d081884c7d65；随机种子 18446744073709551615；参数和结果见MNJL";
    assert_eq!(text(&connection, source), words);
    assert_eq!(number(&connection, "SELECT count(*) FROM SJLY WHERE LX = '图层'"), 4.0);
    assert_eq!(number(&connection, "SELECT count(DISTINCT BSM) - count(*) FROM SJLY"), 0.0);

    Township::with_measures().export(&target).unwrap();
    let without = "SELECT count(*) FROM gpkg_contents WHERE table_name = 'MNJL'";
    assert_eq!(number(&open(&target), without), 0.0, "a scheme that was drawn has no record of a run");
}
