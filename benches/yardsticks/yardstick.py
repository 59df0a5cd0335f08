#!/usr/bin/env python3
"""What our users would run instead: GDAL reads the parcels (pyogrio), GEOS indexes and overlays them (shapely).

    pip install numpy shapely geopandas pyogrio pyproj
    benches/yardsticks/yardstick.py DIR/mesh_99856.gpkg DIR/zone.gpkg

Prints one JSON object. Times are medians of five runs, in milliseconds:

    read_ms               the GeoPackage into polygons with their attributes
    index_ms              an STR tree over them
    overlay_naive_ms      one zone: the intersection of every candidate of the tree
    overlay_prepared_ms   one zone: what the prepared zone contains is taken whole, only the rest is clipped

The areas of the zone and of its overlap, planar and on the ellipsoid (Karney's geodesics over the outline; overlap_union_planar_m2
counts land once), are what `tianfang conflicts` is held against.
"""
import json
import statistics
import sys
import time

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from pyproj import Geod

RUNS = 5


def timed(work):
    """Median time of the runs, ms, and what the last one found."""
    times_ms, found = [], None
    for _ in range(RUNS):
        start = time.perf_counter()
        found = work()
        times_ms.append((time.perf_counter() - start) * 1e3)
    return round(statistics.median(times_ms), 3), found


def ellipsoidal_m2(shape, crs):
    """Geodesic area. GRS80 stands for CGCS2000: their flattenings differ by 4e-13 of themselves."""
    degrees = gpd.GeoSeries([shape], crs=crs).to_crs(4490).iloc[0]
    return abs(Geod(ellps="GRS80").geometry_area_perimeter(degrees)[0])


def main():
    parcel_file, zone_file = sys.argv[1:3]
    read_ms, parcels = timed(lambda: pyogrio.read_dataframe(parcel_file))
    zone = pyogrio.read_dataframe(zone_file).geometry.iloc[0]
    shapes = np.asarray(parcels.geometry.values)
    index_ms, tree = timed(lambda: shapely.STRtree(shapes))

    def naive():
        return shapely.intersection(shapes[tree.query(zone, predicate="intersects")], zone)

    def prepared():
        shapely.prepare(zone)
        hit = shapes[tree.query(zone, predicate="intersects")]
        inside = shapely.contains_properly(zone, hit)
        return np.concatenate([hit[inside], shapely.intersection(hit[~inside], zone)])

    overlay_naive_ms, pieces = timed(naive)
    overlay_prepared_ms, _ = timed(prepared)
    land = shapely.union_all(pieces)
    print(json.dumps({
        "features": len(parcels), "geos": shapely.geos_version_string,
        "read_ms": read_ms, "index_ms": index_ms,
        "overlay_naive_ms": overlay_naive_ms, "overlay_prepared_ms": overlay_prepared_ms,
        "zone_planar_m2": zone.area, "zone_ellipsoidal_m2": ellipsoidal_m2(zone, parcels.crs),
        "overlap_planar_m2": float(shapely.area(pieces).sum()), "overlap_union_planar_m2": land.area,
        "overlap_ellipsoidal_m2": ellipsoidal_m2(land, parcels.crs)}))


if __name__ == "__main__":
    main()
