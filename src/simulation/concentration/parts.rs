//! Cutting a township into parts for the workers of a search.

use super::super::random::Stream;
use super::graph::Adjacency;

/// The part of each node: breadth first from random starts, in step, so that parts hang together and are of like size. Nodes that
/// no start reaches are dealt out in runs.
pub(super) fn parts(adjacency: &Adjacency, count: usize, stream: &mut Stream) -> Vec<u8> {
    const UNKNOWN: u8 = u8::MAX;
    let count = count.clamp(1, UNKNOWN as usize);
    let nodes = adjacency.nodes();
    let mut part_of = vec![UNKNOWN; nodes];
    let mut queues: Vec<Vec<u32>> = Vec::with_capacity(count);
    for part in 0..count {
        let start = stream.below(nodes);
        if part_of.get(start) == Some(&UNKNOWN) {
            part_of[start] = part as u8;
            queues.push(vec![start as u32]);
        } else {
            queues.push(Vec::new());
        }
    }
    let mut next = vec![0; count];
    let mut is_growing = true;
    while is_growing {
        is_growing = false;
        for part in 0..count {
            let Some(&node) = queues[part].get(next[part]) else {
                continue;
            };
            next[part] += 1;
            is_growing = true;
            for &other in adjacency.of_node(node) {
                if part_of[other as usize] == UNKNOWN {
                    part_of[other as usize] = part as u8;
                    queues[part].push(other);
                }
            }
        }
    }
    // Runs of node numbers lie near each other in most data.
    let run = nodes.div_ceil(4 * count).max(1);
    for (node, part) in part_of.iter_mut().enumerate() {
        if *part == UNKNOWN {
            *part = ((node / run) % count) as u8;
        }
    }
    part_of
}
