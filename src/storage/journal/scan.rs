//! From the bytes of a journal to its records, up to the first that is not whole.

use super::Record;
use super::line::record_from_line;

/// What a journal holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scan {
    /// Whole records in turn.
    pub records: Vec<ScannedRecord>,
    /// Bytes that are whole records; what follows them is not.
    pub whole_bytes: usize,
}

/// One whole record.
#[derive(Clone, Debug, PartialEq)]
pub struct ScannedRecord {
    pub number: u64,
    pub record: Record,
    /// Where its line begins, bytes from the start of the file.
    pub start: usize,
}

/// Reads records whose numbers follow one another. A last line without its line feed was cut off, even where it reads well:
/// another digit or brace might have followed.
pub fn scan(journal: &[u8]) -> Scan {
    let mut scan = Scan::default();
    while let Some(length) = journal[scan.whole_bytes..].iter().position(|&byte| byte == b'\n') {
        let start = scan.whole_bytes;
        let Some((number, record)) = record_from_line(&journal[start..start + length]) else { break };
        if scan.records.last().is_some_and(|last| number != last.number + 1) {
            break;
        }
        scan.records.push(ScannedRecord { number, record, start });
        scan.whole_bytes = start + length + 1;
    }
    scan
}

#[cfg(test)]
mod tests {
    use super::super::line::line_from_record;
    use super::*;

    fn journal(numbers: &[u64]) -> Vec<u8> {
        numbers.iter().flat_map(|&number| line_from_record(number, &Record::Redo).unwrap()).collect()
    }

    #[test]
    fn a_journal_cut_anywhere_keeps_every_record_before_the_cut() {
        let whole = journal(&[5, 6, 7]);
        let line = whole.len() / 3;
        for end in 0..=whole.len() {
            let found = scan(&whole[..end]);
            assert_eq!(found.records.len(), end / line, "cut at {end}");
            assert_eq!(found.whole_bytes, end / line * line);
        }
    }

    #[test]
    fn records_out_of_turn_end_the_journal() {
        assert_eq!(scan(&journal(&[5, 6, 8])).records.len(), 2);
        assert_eq!(scan(&journal(&[5, 5])).records.len(), 1);
    }
}
