#!/usr/bin/env python3
"""Input of the benchmarks: a mesh of parcels and a zone over it, as files that any program reads.

    pip install numpy shapely geopandas pyogrio
    benches/yardsticks/make_mesh.py 316 DIR      # 316 x 316 = 99,856 parcels; 1000 makes a million

Writes DIR/mesh_99856.gpkg (layer DLTB, column DLBM) and DIR/zone.gpkg (layer zone), both in EPSG:4549.

The mesh covers 30 x 30 km. Grid points are moved by up to 0.3 of a cell, each edge has three points between its ends, moved by up
to 0.05 of a cell; neighbours share them to the last bit, so a parcel has 17 points with the closing one. The zone is a star of 200
corners (201 points), about 3.5 km in radius, in the middle. Seeds are fixed: 1 for the mesh, 2 for the zone.
tests/support/mesh.rs makes a mesh of the same kind for benches/conflicts.rs, from other random numbers.
"""
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

SIDE_M = 30_000.0
EAST_M, NORTH_M = 475_000.0, 3_350_000.0
CORNER_SHIFT, BEND_SHIFT = 0.3, 0.05
BENDS = 3
ZONE_CORNERS, ZONE_RADIUS_M = 200, 3500.0
# Land classes and their shares.
CLASSES = {"0101": 0.35, "0103": 0.15, "0201": 0.10, "0301": 0.20, "0702": 0.10, "0601": 0.03, "1104": 0.07}


def mesh(n, random):
    """The n x n parcels, column by column."""
    cell = SIDE_M / n
    x, y = np.meshgrid(np.arange(n + 1) * cell, np.arange(n + 1) * cell, indexing="ij")
    x = x + random.uniform(-CORNER_SHIFT, CORNER_SHIFT, x.shape) * cell
    y = y + random.uniform(-CORNER_SHIFT, CORNER_SHIFT, y.shape) * cell
    corner = np.stack([x, y], -1)

    def bent(start, end):
        """Points between the two ends of every edge."""
        step = np.arange(1, BENDS + 1) / (BENDS + 1)
        points = [start[..., axis, None] + (end - start)[..., axis, None] * step for axis in (0, 1)]
        for axis in (0, 1):
            points[axis] += random.uniform(-BEND_SHIFT, BEND_SHIFT, points[axis].shape) * cell
        return np.stack(points, -1)

    east = bent(corner[:-1, :], corner[1:, :])
    north = bent(corner[:, :-1], corner[:, 1:])
    ring = np.concatenate([
        corner[:-1, :-1, None], east[:, :-1],
        corner[1:, :-1, None], north[1:, :],
        corner[1:, 1:, None], east[:, 1:][:, :, ::-1],
        corner[:-1, 1:, None], north[:-1, :][:, :, ::-1],
        corner[:-1, :-1, None]], axis=2)
    ring = ring.reshape(n * n, -1, 2) + [EAST_M, NORTH_M]
    owner = np.repeat(np.arange(n * n), ring.shape[1])
    return shapely.polygons(shapely.linearrings(ring.reshape(-1, 2), indices=owner))


def zone(random):
    angle = np.sort(random.uniform(0, 2 * np.pi, ZONE_CORNERS))
    radius_m = ZONE_RADIUS_M * (1 + 0.2 * np.sin(5 * angle) + 0.05 * random.normal(size=ZONE_CORNERS))
    middle = EAST_M + SIDE_M / 2, NORTH_M + SIDE_M / 2
    return shapely.Polygon(np.c_[middle[0] + radius_m * np.cos(angle), middle[1] + radius_m * np.sin(angle)])


def write(table, shapes, path, layer):
    gpd.GeoDataFrame(table, geometry=shapes, crs=4549).to_file(path, layer=layer, engine="pyogrio")


def main():
    n, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(1)
    shapes = mesh(n, random)
    classes = random.choice(list(CLASSES), n * n, p=list(CLASSES.values()))
    write({"DLBM": classes}, shapes, folder / f"mesh_{n * n}.gpkg", "DLTB")
    write({}, [zone(np.random.default_rng(2))], folder / "zone.gpkg", "zone")


if __name__ == "__main__":
    main()
