//! One record as a line of text, and back.

use super::Record;

/// A line with its line feed. Records hold nothing that JSON could refuse; if one ever did, the error says so.
pub(super) fn line_from_record(number: u64, record: &Record) -> serde_json::Result<Vec<u8>> {
    let json = serde_json::to_string(record)?;
    Ok(format!("{number} {:016x} {json}\n", checksum(number, &json)).into_bytes())
}

/// The record of a line without its line feed; `None` where it is not whole.
pub(super) fn record_from_line(line: &[u8]) -> Option<(u64, Record)> {
    let mut fields = std::str::from_utf8(line).ok()?.splitn(3, ' ');
    let number: u64 = fields.next()?.parse().ok()?;
    let stated = u64::from_str_radix(fields.next()?, 16).ok()?;
    let json = fields.next()?;
    if stated != checksum(number, json) {
        return None;
    }
    Some((number, serde_json::from_str(json).ok()?))
}

fn checksum(number: u64, json: &str) -> u64 {
    fingerprint([number.to_string().as_bytes(), json.as_bytes()])
}

/// FNV-1a over byte strings, with a mark between them. It guards against torn writes and accidents, not against forgery: every
/// step is a bijection, so no single altered byte goes unseen.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    // 0xff is no byte of any UTF-8 text, so two texts never read like two others.
    parts.into_iter().fold(OFFSET, |hash, part| step(part.iter().copied().fold(hash, step), 0xff))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_back_and_an_altered_one_does_not() {
        let line = line_from_record(7, &Record::Undo).unwrap();
        assert_eq!(line, *b"7 1099a020637676ee \"undo\"\n");
        let whole = &line[..line.len() - 1];
        assert_eq!(record_from_line(whole), Some((7, Record::Undo)));
        for position in 0..whole.len() {
            let mut altered = whole.to_vec();
            altered[position] ^= 1;
            assert_eq!(record_from_line(&altered), None, "byte {position}");
            assert_eq!(record_from_line(&whole[..position]), None, "cut at {position}");
        }
    }

    #[test]
    fn parts_are_told_apart() {
        assert_ne!(fingerprint([&b"ab"[..], b"c"]), fingerprint([&b"a"[..], b"bc"]));
        assert_ne!(fingerprint([&b""[..]]), fingerprint([]));
    }
}
