//! The SQL functions that the triggers of the R-tree extension call (OGC 12-128, annex F.3). A connection without them
//! cannot insert into, nor even update, a table that has the triggers.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::{Connection, Result};

use super::blob::Header;
use super::wkb;
use crate::geometry::Bounds;

/// Adds `ST_IsEmpty`, `ST_MinX`, `ST_MaxX`, `ST_MinY` and `ST_MaxY` to a connection. Innocuous, because where
/// `trusted_schema` is off a trigger may call nothing else.
pub fn register_functions(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function(c"ST_IsEmpty", 1, flags, |context| {
        Ok(argument_bounds(context)?.map(|bounds| bounds.is_none()))
    })?;
    let sides: [(_, fn(Bounds) -> f64); 4] = [
        (c"ST_MinX", |bounds| bounds.min[0]),
        (c"ST_MaxX", |bounds| bounds.max[0]),
        (c"ST_MinY", |bounds| bounds.min[1]),
        (c"ST_MaxY", |bounds| bounds.max[1]),
    ];
    for (name, side) in sides {
        connection
            .create_scalar_function(name, 1, flags, move |context| Ok(argument_bounds(context)?.flatten().map(side)))?;
    }
    Ok(())
}

/// Outer `None`: the argument is NULL or no geometry. Inner `None`: an empty geometry.
fn argument_bounds(context: &Context<'_>) -> Result<Option<Option<Bounds>>> {
    let Some(blob) = context.get_raw(0).as_blob_or_null()? else { return Ok(None) };
    Ok(blob_bounds(blob))
}

/// Box of a blob: from its header where it has one, else from its coordinates.
fn blob_bounds(blob: &[u8]) -> Option<Option<Bounds>> {
    let header = Header::read(blob)?;
    if header.empty {
        return Some(None);
    }
    if header.bounds.is_some() {
        return Some(header.bounds);
    }
    let mut bounds = Bounds::EMPTY;
    // A curve has no box of its own here; what was met before it is better than nothing, and other programs write envelopes.
    let _ = wkb::each_point(blob.get(header.body..)?, &mut |point| bounds.include(point));
    Some(Some(bounds).filter(|bounds| !bounds.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::geopackage::GeometryBlob;

    #[test]
    fn boxes_are_read_from_headers_and_from_coordinates() {
        let connection = Connection::open_in_memory().unwrap();
        register_functions(&connection).unwrap();
        let with_envelope = GeometryBlob::line_string(&[[1.0, 2.0], [3.0, 5.0]]).unwrap().into_bytes(4549);
        let mut without = with_envelope[..8].to_vec();
        without[3] = 1;
        without.extend(&with_envelope[40..]);
        for blob in [with_envelope, without] {
            let sql = "SELECT ST_IsEmpty(?1), ST_MinX(?1), ST_MaxX(?1), ST_MinY(?1), ST_MaxY(?1)";
            let row: (bool, f64, f64, f64, f64) = connection
                .query_row(sql, [blob], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
                .unwrap();
            assert_eq!(row, (false, 1.0, 3.0, 2.0, 5.0));
        }
        let empty: bool = connection
            .query_row("SELECT ST_IsEmpty(?1)", [vec![b'G', b'P', 0, 17, 0, 0, 0, 0]], |row| row.get(0))
            .unwrap();
        assert!(empty);
    }
}
