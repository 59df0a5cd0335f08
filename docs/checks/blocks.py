#!/usr/bin/env python3
"""Blocks of farmland and landscape metrics, computed a second time with other tools and compared.

    pip install shapely pyogrio networkx
    cargo run --release --example blocks -- sample_projects/township.tianfang > ours.json
    docs/checks/blocks.py sample_projects/township.tianfang/data.gpkg base_1_DLTB ours.json

Shared boundary is GEOS's intersection of the two outlines, facing the length of one outline in a buffer of the other parcel
(64 segments a quarter), the way GEOS's shortest line, a block a component of networkx. Nothing is taken from the program but its
result. Exits 1 when counts differ, or areas by more than 1e-6, or anything else by more than 1e-4 of itself (a buffer's circle is
a polygon; of 20 m facing that is 0.1 mm).
"""
import json, math, sys
import networkx, numpy as np, pyogrio, shapely

BARRIERS = {"1001", "1002", "1003", "1101"}
SETTLEMENT = ("05", "06", "07", "08", "09")
CELL_M = 10.0


def pairs_within(shapes, distance_m):
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=distance_m)
    keep = first < second
    return first[keep], second[keep]


def shared_m(shapes, first, second):
    outlines = shapely.boundary(shapes)
    return shapely.length(shapely.intersection(outlines[first], outlines[second]))


def village_cores(shapes, codes, areas, core_m2):
    settled = np.flatnonzero([code[:2] in SETTLEMENT or code in ("1004", "1201") for code in codes])
    first, second = pairs_within(shapes[settled], 0.0)
    touch = shared_m(shapes[settled], first, second) >= 1.0
    graph = networkx.Graph()
    graph.add_nodes_from(settled.tolist())
    graph.add_edges_from(zip(settled[first[touch]].tolist(), settled[second[touch]].tolist()))
    return {face for part in networkx.connected_components(graph) if areas[list(part)].sum() >= core_m2 for face in part}


def main(geopackage, table, ours_path):
    ours = json.load(open(ours_path))
    setting = ours["contiguity"]
    gap_m = setting["gap_m"]
    _, _, wkb, (codes,) = pyogrio.raw.read(geopackage, layer=table, columns=["DLBM"])
    shapes = shapely.from_wkb(wkb)
    areas, codes = shapely.area(shapes), [code or "" for code in codes]
    cores = village_cores(shapes, codes, areas, setting["village_core_mu"] * 2000 / 3)
    barriers = np.array(sorted(cores | {face for face, code in enumerate(codes) if code in BARRIERS}))

    farmland = np.flatnonzero([code.startswith("01") for code in codes])
    fields, field_m2 = shapes[farmland], areas[farmland]
    first, second = pairs_within(fields, gap_m)
    length_m = shared_m(fields, first, second)
    is_shared = length_m >= 1.0
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(fields)))
    graph.add_weighted_edges_from(zip(first[is_shared].tolist(), second[is_shared].tolist(), length_m[is_shared].tolist()))
    outline_m = shapely.length(fields)
    total_outline_m = outline_m.sum()
    shared_of = np.bincount(first[is_shared], length_m[is_shared], len(fields))

    apart = np.flatnonzero(~is_shared) if gap_m > 0 else np.array([], int)
    a, b = fields[first[apart]], fields[second[apart]]
    distance_m = shapely.distance(a, b)
    within = lambda one, other: shapely.length(shapely.intersection(shapely.boundary(one), shapely.buffer(other, gap_m, quad_segs=64)))
    facing_m = np.minimum(within(a, b), within(b, a)) - 2 * (gap_m - distance_m)
    lines = shapely.shortest_line(a, b)
    line, barrier = shapely.STRtree(shapes[barriers]).query(lines, predicate="dwithin", distance=0.001)
    inside_m = shapely.length(shapely.intersection(lines[line], shapes[barriers][barrier]))
    along_m = shapely.length(shapely.intersection(lines[line], shapely.buffer(shapes[barriers][barrier], 0.001)))
    # Through a barrier for more than a millimetre, or along its edge for the better part of the way.
    met = (inside_m > 0.001) | (along_m > shapely.length(lines[line]) / 2)
    is_blocked = np.isin(np.arange(len(lines)), line[met])
    faces = (facing_m >= setting["facing_m"]) & ~is_blocked
    near = np.abs(facing_m - setting["facing_m"]) < 0.01
    i, j = first[apart][faces], second[apart][faces]
    graph.add_weighted_edges_from(zip(i.tolist(), j.tolist(), facing_m[faces].tolist()))

    blocks = []
    for part in networkx.connected_components(graph):
        part = sorted(part)
        blocks.append((len(part), field_m2[part].sum(), outline_m[part].sum() - 2 * shared_of[part].sum()))
    size = np.array([block[1] for block in blocks])
    outline = np.array([block[2] for block in blocks])
    total, landscape = size.sum(), ours["landscape_m2"]
    shape = outline / (2 * np.sqrt(math.pi * size))
    metrics = {
        "NP": len(blocks),
        "PD_per_100ha": len(blocks) / landscape * 1e6,
        "MPS_ha": total / len(blocks) / 1e4,
        "LPI_percent": 100 * size.max() / landscape,
        "AWMPS_ha": (size**2).sum() / total / 1e4,
        "MESH_ha": (size**2).sum() / landscape / 1e4,
        "DIVISION": 1 - ((size / landscape) ** 2).sum(),
        "SPLIT": landscape**2 / (size**2).sum(),
        "ED_m_per_ha": outline.sum() / (landscape / 1e4),
        "LSI": outline.sum() / (2 * math.sqrt(math.pi * total)),
        "SHAPE_AM": (size / total * shape).sum(),
        "JOIN": 2 * graph.size(weight="weight") / total_outline_m,
        "COHESION_10m_percent": 100
        * (1 - outline.sum() / CELL_M / (outline / CELL_M * np.sqrt(size) / CELL_M).sum())
        / (1 - CELL_M / math.sqrt(landscape)),
    }

    failed = False

    def compare(name, mine, theirs, tolerance):
        nonlocal failed
        difference = abs(mine - theirs) / max(abs(mine), 1e-300) if mine != theirs else 0.0
        failed |= difference > tolerance
        print(f"{'ok  ' if difference <= tolerance else 'FAIL'} {name:24} {mine:.12g}  {theirs:.12g}  {difference:.1e}")

    print(f"gap {gap_m} m: {len(shapes)} parcels, {len(farmland)} fields; {near.sum()} pairs within 1 cm of the facing asked for, "
          f"{is_blocked.sum()} ways met by a barrier, {(is_blocked & (facing_m >= setting['facing_m'])).sum()} of them decide")
    compare("landscape m2", areas.sum(), landscape, 1e-9)
    compare("barriers", len(barriers), ours["barriers"], 0)
    compare("links", graph.number_of_edges(), ours["links"], 0)
    compare("blocks", len(blocks), len(ours["blocks"]), 0)
    theirs = sorted((block[1], block[0], block[2]) for block in ours["blocks"])
    mine = sorted((block[1], block[0], block[2]) for block in blocks)
    if len(mine) == len(theirs):
        mine, theirs = np.array(mine), np.array(theirs)
        compare("fields, block by block", np.abs(mine[:, 1] - theirs[:, 1]).max(), 0.0, 0)
        compare("area, worst block", 1.0, 1 + np.abs(mine[:, 0] / theirs[:, 0] - 1).max(), 1e-6)
        compare("outline, worst block", 1.0, 1 + np.abs(mine[:, 2] / theirs[:, 2] - 1).max(), 1e-6)
    mu = size * 3 / 2000
    for band in ours["sizes"]["bands"]:
        held = mu[(mu > band["above_mu"]) & (mu <= (band["up_to_mu"] or math.inf))]
        compare(f"blocks up to {band['up_to_mu']} mu", len(held), band["count"], 0)
        compare(f"land in them, mu", held.sum(), band["area_mu"], 1e-6)
    for large in ours["sizes"]["at_least"]:
        held = mu[mu >= large["mu"]]
        compare(f"blocks from {large['mu']} mu", len(held), large["count"], 0)
        compare(f"land in them, mu", held.sum(), large["area_mu"], 1e-6)
    for name, value in metrics.items():
        compare(name, value, ours["fragmentation"][name], 1e-4 if name == "JOIN" else 1e-6)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
