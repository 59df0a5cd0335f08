#!/usr/bin/python3
"""Redraws the three zones of the sample township by hand, timed: real keys and a real pointer on a virtual screen.

The first zone is drawn freely, the second traced along boundaries, the third painted by parcels with a lasso. Each must agree with the
sample's within 0.1 % of its area. Needs Xvfb, xdotool and a release build:

    scripts/redraw_sample.py target/release/tianfang
"""

import json
import math
import os
import pathlib
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_projects" / "township.tianfang" / "data.gpkg"
DISPLAY = ":97"
WIDTH, HEIGHT = 1366, 768
# The map between the panels, with the drawer closed.
MAP = (292.0, 40.0, 1036.0, 702.0)
# The bar of the tool in hand covers the top of it.
BAR = 50.0
# One notch of the wheel zooms by this power of e.
NOTCH = 0.4


def rings(blob):
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    at, found = 8 + envelope + 9, []
    (parts,) = struct.unpack_from("<I", blob, at - 4)
    for _ in range(parts):
        (count,) = struct.unpack_from("<I", blob, at + 5)
        at += 9
        for _ in range(count):
            (points,) = struct.unpack_from("<I", blob, at)
            found.append([struct.unpack_from("<2d", blob, at + 4 + 16 * i) for i in range(points)])
            at += 4 + 16 * points
    return found


def planar_area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))) / 2


class Hands:
    """The keyboard and the pointer, and where land is on the screen."""

    def __init__(self, bounds, log):
        self.whole, self.log = bounds, log
        self.actions = 0

    def tool(self, *words):
        subprocess.run(["xdotool", *map(str, words)], check=True, env={**os.environ, "DISPLAY": DISPLAY})

    def key(self, name, wait=0.12):
        self.tool("key", name)
        self.actions += 1
        time.sleep(wait)

    def at(self, x, y):
        self.tool("mousemove", round(x), round(y))

    def click(self, x, y, wait=0.10):
        self.at(x, y)
        time.sleep(wait)
        self.tool("click", 1)
        self.actions += 1
        time.sleep(wait)

    def look_at(self, ring):
        """Shows everything, then zooms to a ring: the land under the pointer stays where it is."""
        self.key("Home", 0.6)
        left, top, right, bottom = MAP
        middle = ((left + right) / 2, (top + bottom) / 2)
        west, south, east, north = self.whole
        scale = min((right - left) * 0.88 / (east - west), (bottom - top) * 0.88 / (north - south))
        center = [(west + east) / 2, (south + north) / 2]
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        target = [(min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2]
        wanted = min((right - left) * 0.95 / (max(xs) - min(xs)), (bottom - top - BAR) * 0.95 / (max(ys) - min(ys)))
        notches = math.floor(math.log(wanted / scale) / NOTCH)
        factor = math.exp(NOTCH * notches)
        target[1] += BAR / 2 / (scale * factor)
        # The pointer stands where the target goes to the middle of the map.
        x = middle[0] + (target[0] - center[0]) * scale * factor / (factor - 1)
        y = middle[1] - (target[1] - center[1]) * scale * factor / (factor - 1)
        x, y = round(min(max(x, left + 2), right - 2)), round(min(max(y, top + 2), bottom - 2))
        self.at(x, y)
        time.sleep(0.3)
        for _ in range(notches):
            self.tool("click", 4)
            time.sleep(0.25)
        time.sleep(0.6)
        # Where exactly that is, the program's log says.
        said = re.findall(r"tianfang::map\] (\S+) (\S+) at (\S+) (\S+), (\S+) a metre", self.log.read_text(encoding="utf-8"))
        east, north, x, y, scale = map(float, said[-1])
        self.screen = lambda p: (x + (p[0] - east) * scale, y - (p[1] - north) * scale)


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    tables = sqlite3.connect(f"file:{SAMPLE}?mode=ro", uri=True)
    zones = {name: rings(blob)[0] for name, blob in tables.execute("SELECT name, geom FROM tf_zones")}
    whole = tables.execute(
        "SELECT min(min_x), min(min_y), max(max_x), max(max_y) FROM gpkg_contents WHERE table_name LIKE 'base_%'").fetchone()
    home = pathlib.Path(tempfile.mkdtemp())
    environment = {**os.environ, "DISPLAY": DISPLAY, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"),
                   "XDG_CONFIG_HOME": str(home / "config"), "LIBGL_ALWAYS_SOFTWARE": "1", "RUST_LOG": "tianfang::map=debug"}
    screen = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", f"{WIDTH}x{HEIGHT}x24"], stderr=subprocess.DEVNULL)
    window = None
    try:
        time.sleep(1.5)
        log = home / "log"
        with log.open("w") as said:
            window = subprocess.Popen([program], env=environment, stdout=subprocess.DEVNULL, stderr=said)
        time.sleep(25)
        hands = Hands(whole, log)
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "."], env=environment, capture_output=True, text=True)
        hands.tool("windowfocus", found.stdout.split()[-1])

        def picture(name):
            if pictures:
                subprocess.run(["import", "-window", "root", str(pictures / f"{name}.png")], env=environment, check=True)

        # A scheme with nothing in it, from the menu of schemes.
        hands.click(677, 20, 0.6)
        hands.click(680, 131, 1.5)
        times, began = [], time.monotonic()

        def lap(name):
            nonlocal began
            picture(name)
            times.append(time.monotonic() - began)
            began = time.monotonic()

        # The first: freely, point by point, without snapping.
        first, second, third = zones.values()
        hands.look_at(first)
        hands.key("F3")
        hands.key("z")
        for point in first[:-1]:
            hands.click(*hands.screen(point))
        hands.key("Return", 0.8)
        hands.key("F3")
        lap("free")
        # The second: its long side along the road, traced between three clicks; the other three freely.
        hands.look_at(second)
        hands.key("z")
        hands.key("t")
        for point in [second[0], second[TRACED_TO // 2], second[TRACED_TO]]:
            hands.click(*hands.screen(point), wait=0.25)
        hands.key("t")
        hands.key("F3")
        for point in second[TRACED_TO + 1:-1]:
            hands.click(*hands.screen(point))
        picture("tracing")
        hands.key("Return", 0.8)
        hands.key("F3")
        lap("traced")
        # The third: parcels, by a lasso along its outline.
        # Nothing is selected: the lasso makes a zone of its own.
        hands.key("Escape")
        hands.key("Escape")
        hands.look_at(third)
        hands.key("g")
        hands.key("g")
        hands.key("g")
        hands.at(*hands.screen(third[0]))
        time.sleep(0.2)
        hands.tool("mousedown", 1)
        for point in third[1:]:
            hands.at(*hands.screen(point))
            time.sleep(0.02)
        time.sleep(0.2)
        picture("lasso")
        hands.tool("mouseup", 1)
        time.sleep(1.5)
        hands.key("Escape")
        lap("painted")
        hands.key("ctrl+q", 2)
        window.wait(timeout=20)
    finally:
        if window and window.poll() is None:
            window.kill()
        screen.kill()
    project = next((home / "data").rglob("*.tianfang"))
    copy = home / "sample.tianfang"
    shutil.copytree(SAMPLE.parent, copy)

    def areas(of, names):
        lines = home / "areas.txt"
        lines.write_text("".join(f'area "{name}"\n' for name in names), encoding="utf-8")
        said = subprocess.run([program, "script", of, lines, "--format", "json"], env=environment, capture_output=True, text=True)
        print(said.stderr, end="")
        return [line["result"]["area_m2"] for line in json.loads(said.stdout)["lines"]]

    worst = 0.0
    # A new zone is named after the village that it lies in.
    with sqlite3.connect(project / "data.gpkg") as data:
        names = [name for (name,) in data.execute("SELECT name FROM tf_zones WHERE scheme = (SELECT max(scheme) FROM tf_zones) ORDER BY fid")]
    drawn, expected = areas(project, names), areas(copy, zones)
    for name, seconds, got, want in zip(zones, times, drawn, expected, strict=True):
        worst = max(worst, abs(got / want - 1))
        print(f"{name}: {seconds:5.1f} s, {got:12.2f} m² against {want:12.2f} m², {100 * (got / want - 1):+.4f} %")
    print(f"{sum(times):.1f} s in all, {hands.actions} clicks and keys")
    shutil.rmtree(home)
    sys.exit(worst > 0.001)


# The second zone follows a road from its first corner to this one.
TRACED_TO = 33

if __name__ == "__main__":
    main()
