//! Signs of the icon font (Phosphor, regular weight). `scripts/make_fonts.py` prints the codes.

macro_rules! icons {
    ($($name:ident = $code:literal;)*) => {
        $(pub const $name: &str = $code;)*

        /// Every sign: a test looks for each in the font.
        #[cfg(test)]
        pub const ALL: &[&str] = &[$($name),*];
    };
}

icons! {
    UNDO = "\u{e038}";
    ARROW_RIGHT = "\u{e06c}";
    CARET_DOWN = "\u{e136}";
    CARET_RIGHT = "\u{e13a}";
    CHECK = "\u{e182}";
    CHECK_CIRCLE = "\u{e184}";
    FIT_ALL = "\u{e1d0}";
    CURSOR = "\u{e1dc}";
    DIAMOND = "\u{e1ec}";
    MORE = "\u{e1fe}";
    EYE = "\u{e220}";
    EYE_CLOSED = "\u{e224}";
    NEW_FILE = "\u{e236}";
    OPEN_FOLDER = "\u{e256}";
    INFORMATION = "\u{e2ce}";
    SEARCH = "\u{e30c}";
    MAP = "\u{e31a}";
    MOON = "\u{e330}";
    PENCIL = "\u{e3b4}";
    PLUS = "\u{e3d4}";
    POLYGON = "\u{e6d0}";
    LAYERS = "\u{e466}";
    SUN = "\u{e472}";
    WARNING = "\u{e4e0}";
    WARNING_CIRCLE = "\u{e4e2}";
    CLOSE = "\u{e4f6}";
    CLOSE_CIRCLE = "\u{e4f8}";
    MEASURE = "\u{e9e6}";
    PAINT = "\u{e6f0}";
    SCISSORS = "\u{eae0}";
    TABLE = "\u{e476}";
    CHART = "\u{e150}";
    CHECKLIST = "\u{eadc}";
    SCALES = "\u{e750}";
    LINK = "\u{e2e2}";
    LINK_BROKEN = "\u{e2e4}";
    CARET_UP = "\u{e13c}";
    STAMP = "\u{ea48}";
    TRASH = "\u{e4a6}";
    SHEET = "\u{eb22}";
    LOCK = "\u{e308}";
    PLAY = "\u{e3d0}";
    PAUSE = "\u{e39e}";
    STOP = "\u{e46c}";
    PARCELS = "\u{e69c}";
    RULER = "\u{e6b8}";
}
