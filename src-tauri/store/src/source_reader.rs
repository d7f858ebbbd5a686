//! Source events back out of their blocks.

use crate::Result;
use crate::codec::pack::Unpacker;
use crate::source::{OUTSIDE, OpenBlock, OwnedSourceRecord};
use rusqlite::{Connection, OptionalExtension};

/// Where each event stands, in the order in which they are wanted.
pub(crate) enum Order {
    /// From an event of a block on, as they stand in the source.
    Source { block: i64, index: usize },
    /// (block, index in the block) of each.
    Listed(std::vec::IntoIter<(u32, u32)>),
}

/// Blocks held while events are wanted in another order than they lie in: late events mostly belong a block or two back.
const HELD_BLOCKS: usize = 3;

/// An iterator over source events with a connection of its own, so that the recording can be written meanwhile.
pub struct SourceIter {
    connection: Connection,
    unpacker: Unpacker,
    order: Order,
    /// The newest last.
    held: Vec<(i64, OpenBlock)>,
    failed: bool,
}

impl SourceIter {
    pub(crate) fn new(connection: Connection, order: Order) -> Result<SourceIter> {
        Ok(SourceIter { connection, unpacker: Unpacker::new()?, order, held: Vec::new(), failed: false })
    }

    fn read(&mut self) -> Result<Option<OwnedSourceRecord>> {
        if let Order::Listed(list) = &mut self.order {
            let Some((block, index)) = list.next() else { return Ok(None) };
            let block = self.block(i64::from(block))?.ok_or(OUTSIDE)?;
            return block.record(index as usize).map(Some);
        }
        loop {
            let Order::Source { block, index } = self.order else { return Ok(None) };
            let Some(open) = self.block(block)? else { return Ok(None) };
            if index < open.places.len() {
                self.order = Order::Source { block, index: index + 1 };
                return open.record(index).map(Some);
            }
            self.order = Order::Source { block: block + 1, index: 0 };
        }
    }

    fn block(&mut self, id: i64) -> Result<Option<OpenBlock>> {
        if let Some(at) = self.held.iter().rposition(|(held, _)| *held == id) {
            let hit = self.held.remove(at);
            let block = hit.1.clone();
            self.held.push(hit);
            return Ok(Some(block));
        }
        let block = read_block(&self.connection, &mut self.unpacker, id)?;
        if let Some(block) = &block {
            if self.held.len() >= HELD_BLOCKS {
                self.held.remove(0);
            }
            self.held.push((id, block.clone()));
        }
        Ok(block)
    }
}

impl Iterator for SourceIter {
    type Item = Result<OwnedSourceRecord>;
    fn next(&mut self) -> Option<Result<OwnedSourceRecord>> {
        if self.failed {
            return None;
        }
        let record = self.read();
        self.failed = record.is_err();
        record.transpose()
    }
}

pub(crate) fn read_block(
    connection: &Connection,
    unpacker: &mut Unpacker,
    id: i64,
) -> Result<Option<OpenBlock>> {
    let mut query = connection.prepare_cached("SELECT bytes FROM source_block WHERE id = ?")?;
    let packed: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
    let Some(packed) = packed else { return Ok(None) };
    let mut payload = Vec::new();
    unpacker.unpack(&packed, &mut payload)?;
    Ok(Some(OpenBlock::decode(&payload)?))
}
