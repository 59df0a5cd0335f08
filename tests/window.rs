//! The window as a person meets it, without a display and without a graphics card.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::path::PathBuf;
use std::sync::mpsc::channel;

use tianfang::app::{Application, Setup, Start};
use tianfang::command::{Command, DialogKind, ViewCommand};
use tianfang::i18n::Language;
use tianfang::session::Theme;
use tianfang::ui::file_chooser::{Choosing, FileChooser, Purpose};

/// Answers every dialog of the system with one path.
struct AlwaysChooses(Option<PathBuf>);

impl FileChooser for AlwaysChooses {
    fn choose(&self, _: Purpose, _: &egui::Context) -> Choosing {
        let (sender, receiver) = channel();
        sender.send(self.0.clone()).unwrap();
        Choosing::new(receiver)
    }
}

/// The one way in which tests open the window: on the start page.
fn window(size: [f32; 2], chosen: Option<PathBuf>) -> Harness<'static, Application> {
    let mut harness = Harness::builder().with_size(size).with_max_steps(12).build_eframe(|creation| {
        let chooser = Box::new(AlwaysChooses(chosen));
        Application::new(creation, Setup { start: Start::Welcome, chooser, home: std::env::temp_dir() })
    });
    harness.run();
    harness
}

fn ask(harness: &mut Harness<'static, Application>, view: ViewCommand) {
    harness.state_mut().ask(Command::View(view));
    harness.run();
}

#[test]
fn the_start_page_shows_without_a_graphics_card() {
    let harness = window([1366.0, 768.0], None);
    harness.get_by_label("打开示例乡镇");
    harness.get_by_label("新建项目…");
    assert!(harness.state().session().project().is_none());
}

#[test]
fn every_dialog_and_both_languages_and_themes_are_drawn_and_closed_by_escape() {
    let kinds = [
        (DialogKind::New, "新建项目", "New project"),
        (DialogKind::Open, "打开项目", "Open project"),
        (DialogKind::Keys, "快捷键", "Keys"),
        (DialogKind::About, "关于田方", "About Tianfang"),
        (DialogKind::Messages, "消息记录", "Messages"),
    ];
    // The harness panics on a character that no embedded font has: a box would be seen here.
    for language in [Language::Chinese, Language::English] {
        for theme in [Theme::Light, Theme::Dark] {
            let mut harness = window([1024.0, 768.0], None);
            harness.state_mut().preferences().view.language = language;
            harness.state_mut().preferences().view.theme = theme;
            harness.run();
            for (kind, zh, en) in kinds {
                ask(&mut harness, ViewCommand::Dialog(kind));
                let title = if language == Language::Chinese { zh } else { en };
                assert!(harness.query_all_by_label(title).count() > 0, "{title} is not shown");
                let close = if language == Language::Chinese { ["取消", "关闭"] } else { ["Cancel", "Close"] };
                let ways_out = |harness: &Harness<'static, Application>| {
                    close.iter().map(|way| harness.query_all_by_label(way).count()).sum::<usize>()
                };
                assert_eq!(ways_out(&harness), 1, "{title} has no way out");
                harness.key_press(egui::Key::Escape);
                harness.run();
                assert_eq!(ways_out(&harness), 0, "{title} is still open");
            }
        }
    }
}

#[test]
fn the_palette_finds_a_command_in_the_other_language_and_enter_runs_it() {
    let mut harness = window([1366.0, 768.0], None);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    harness.run();
    harness.get_by_role(egui::Role::TextInput).type_text("dark");
    harness.run();
    harness.get_by_label("浅色 / 深色");
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state_mut().preferences().view.theme, Theme::Dark);
    assert!(harness.query_by_role(egui::Role::TextInput).is_none(), "the palette is still open");
}

#[test]
fn a_disabled_command_of_the_palette_is_listed_and_does_nothing() {
    let mut harness = window([1366.0, 768.0], None);
    ask(&mut harness, ViewCommand::Palette);
    harness.get_by_role(egui::Role::TextInput).type_text("export");
    harness.run();
    harness.get_by_label("导出 GeoPackage…");
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert!(harness.query_by_role(egui::Role::TextInput).is_some(), "the palette closed on a command that can't run");
}

#[test]
fn menus_list_commands_and_disabled_ones_are_disabled() {
    let mut harness = window([1366.0, 768.0], None);
    harness.get_by_label("文件").click();
    harness.run();
    let disabled = |label| harness.query_all_by_label_contains(label).all(|node| node.accesskit_node().is_disabled());
    assert!(harness.query_all_by_label_contains("关闭项目").count() > 0);
    assert!(disabled("关闭项目") && disabled("导出 GeoPackage…"));
    assert!(!disabled("打开项目…"));
}

#[test]
fn a_refused_command_says_why_until_it_is_put_away() {
    let mut harness = window([1366.0, 768.0], None);
    ask(&mut harness, ViewCommand::Dialog(DialogKind::Export));
    harness.get_by_label("先打开或新建一个项目。");
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(harness.query_by_label("先打开或新建一个项目。").is_none());
}

#[test]
fn keys_belong_to_a_text_field_while_it_has_the_keyboard() {
    let mut harness = window([1366.0, 768.0], None);
    ask(&mut harness, ViewCommand::Dialog(DialogKind::New));
    let name = harness.get_all_by_role(egui::Role::TextInput).next().unwrap();
    name.focus();
    harness.run();
    harness.key_press(egui::Key::F1);
    harness.run();
    assert!(harness.query_by_label("滚轮").is_none(), "F1 opened the keys over a dialog");
}

#[test]
fn a_folder_chosen_in_the_dialog_of_the_system_stands_in_the_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window([1366.0, 768.0], Some(folder.path().to_owned()));
    ask(&mut harness, ViewCommand::Dialog(DialogKind::Open));
    harness.get_by_label("浏览…").click();
    harness.run();
    let shown = harness.get_by_role(egui::Role::TextInput).value();
    assert_eq!(shown, Some(folder.path().display().to_string()));
}

#[test]
fn a_still_window_asks_for_no_repaint() {
    let mut harness = window([1366.0, 768.0], None);
    assert_eq!(harness.run(), 1, "the window repaints although nothing happens");
}
