//! Words that every part of the program uses.

use super::texts;

texts! {
    /// Words of the field and of the frame that belong to no one subject.
    CommonText {
        Mu: "亩", "mu";
        Hectares: "公顷", "ha";
        NotYet: "“{0}”还没有提供（not yet）。", "\"{0}\" is not provided yet (not yet).";
        AreaMethod: "椭球面积 • CGCS2000", "Ellipsoidal area • CGCS2000";
    }
}
