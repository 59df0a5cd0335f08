#!/usr/bin/env python3
"""Planar areas that GEOS finds, for tests/areas_against_geos.rs to be held against.

    pip install numpy shapely
    docs/checks/areas.py tests/fixtures/geos_areas.json

300 parcels that share their edges exactly (272 cells of a bent mesh; 28 of them have a hole that a parcel of its own fills), to the
millimetre as a survey stores them, and five zones over them:

    free        a star whose edges cross parcels anywhere
    traced      a block of whole parcels: every edge of the zone is an edge of parcels
    half        traced on one side, free on the other
    ring        a block of whole parcels with a hole of whole parcels, and a second part far from it
    corners     straight lines from parcel corner to parcel corner, through corners in between where they happen to lie

Written: rings without their closing point, the area of every parcel and zone, and what each zone covers of each parcel (above
0.001 m2), all in m2 of the plane. The same numbers on every run; another version of GEOS may change last digits.
"""
import json, sys
import numpy as np, shapely

COLUMNS, ROWS, CELL_M, BENDS = 17, 16, 120.0, 3
EAST_M, NORTH_M = 528_000.0, 3_331_000.0
LEAST_M2 = 0.001


def cells(random):
    """Polygons of the mesh, column by column, with points to the millimetre, and its corners."""
    grid = np.stack(np.meshgrid(np.arange(COLUMNS + 1), np.arange(ROWS + 1), indexing="ij"), -1) * CELL_M
    corners = np.round(grid + random.uniform(-0.25, 0.25, grid.shape) * CELL_M + [EAST_M, NORTH_M], 3)

    def bent(start, end):
        steps = np.arange(1, BENDS + 1)[:, None] / (BENDS + 1)
        points = start[..., None, :] + (end - start)[..., None, :] * steps
        return np.round(points + random.uniform(-0.05, 0.05, points.shape) * CELL_M, 3)

    across, up = bent(corners[:-1], corners[1:]), bent(corners[:, :-1], corners[:, 1:])
    shapes = []
    for i in range(COLUMNS):
        for j in range(ROWS):
            sides = [corners[i, j][None], across[i, j], corners[i + 1, j][None], up[i + 1, j], corners[i + 1, j + 1][None],
                     across[i, j + 1][::-1], corners[i, j + 1][None], up[i, j][::-1]]
            shapes.append(shapely.Polygon(np.concatenate(sides)))
    return shapes, corners


def with_islands(shapes, random, count):
    """Cuts a hole into some cells; a parcel of its own fills each."""
    islands = []
    for at in random.choice(len(shapes), count, replace=False):
        middle = shapely.centroid(shapes[at])
        angles = np.sort(random.uniform(0, 2 * np.pi, 9))
        radius = random.uniform(8, 18, 9)
        island = shapely.Polygon(np.round(np.c_[middle.x + radius * np.cos(angles), middle.y + radius * np.sin(angles)], 3))
        assert island.is_valid and shapely.contains_properly(shapes[at], island)
        shapes[at] = shapely.Polygon(shapes[at].exterior, [island.exterior.coords])
        islands.append(island)
    return shapes + islands


def star(random, middle, radius_m, count):
    angles = np.sort(random.uniform(0, 2 * np.pi, count))
    radius = radius_m * (1 + 0.25 * np.sin(4 * angles) + 0.05 * random.normal(size=count))
    return shapely.Polygon(np.c_[middle[0] + radius * np.cos(angles), middle[1] + radius * np.sin(angles)])


def zones(parcels, corners, random):
    inside = np.array([[cell // ROWS, cell % ROWS] for cell in range(COLUMNS * ROWS)])

    def block(columns, rows):
        """Whole cells with what lies in their holes."""
        mine = [parcels[at] for at, (i, j) in enumerate(inside) if i in columns and j in rows]
        land = shapely.union_all(mine)
        return shapely.union_all([land] + [island for island in parcels[COLUMNS * ROWS:] if shapely.within(
            island, shapely.Polygon(land.exterior))]) if land.geom_type == "Polygon" else land

    middle = np.array([EAST_M + COLUMNS * CELL_M / 2, NORTH_M + ROWS * CELL_M / 2])
    traced = block(range(2, 8), range(2, 8))
    half = shapely.union(block(range(9, 12), range(3, 12)), star(random, middle + [250, 100], 330, 60))
    ring = shapely.union_all([
        shapely.difference(block(range(3, 9), range(9, 15)), block(range(5, 7), range(11, 13))), block(range(13, 15), range(1, 3))])
    at = [(1, 1), (8, 3), (15, 2), (13, 8), (15, 14), (9, 12), (2, 15), (5, 8)]
    return {"free": star(random, middle, 620, 120), "traced": traced, "half": half, "ring": ring,
            "corners": shapely.Polygon([corners[place] for place in at])}


def rings_of(polygon):
    return [[[float(x), float(y)] for x, y in list(ring.coords)[:-1]] for ring in [polygon.exterior, *polygon.interiors]]


def parts_of(shape):
    return [rings_of(part) for part in getattr(shape, "geoms", [shape])]


def main():
    random = np.random.default_rng(20)
    shapes, corners = cells(random)
    parcels = with_islands(shapes, random, 28)
    assert all(parcel.is_valid for parcel in parcels)
    found = []
    for name, zone in zones(parcels, corners, random).items():
        assert zone.is_valid, name
        shares = shapely.area(shapely.intersection(np.array(parcels), zone))
        covered = [[at, float(share)] for at, share in enumerate(shares) if share > LEAST_M2]
        found.append({"name": name, "parts": parts_of(zone), "area_m2": zone.area, "covered": covered})
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump({"geos": shapely.geos_version_string, "epsg": 4549, "parcels": [
            {"rings": rings_of(parcel), "area_m2": parcel.area} for parcel in parcels], "zones": found},
            out, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
