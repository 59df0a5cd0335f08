//! The program's icon: a field of four squares, 田.

/// The icon for the title bar and the task bar; `None` if the picture could not be read.
pub fn window_icon() -> Option<egui::IconData> {
    let picture = image::load_from_memory(include_bytes!("../../assets/icons/tianfang_256.png")).ok()?.into_rgba8();
    let (width, height) = picture.dimensions();
    Some(egui::IconData { rgba: picture.into_raw(), width, height })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_icon_can_be_read() {
        assert_eq!(super::window_icon().map(|icon| icon.width), Some(256));
    }
}
