#!/usr/bin/env python3
"""Loads every table of an exported proposal in QGIS and says how it is drawn: a check by hand, not part of `cargo test`.

    apt-get install python3-qgis
    TIANFANG_KEEP_EXPORT=/tmp/plan.gpkg cargo test --test export
    QT_QPA_PLATFORM=offscreen /usr/bin/python3 tests/qgis_styles.py /tmp/plan.gpkg [map.png]

Exits with 1 where a table does not load, has no default style, or lacks a Chinese alias.
"""

import sqlite3
import sys

from qgis.core import (
    QgsApplication,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

# Drawn alike all over; every other table of shapes is drawn by the value of a column.
SINGLE = {"ZZQY", "ZZDY", "ZXM", "YJDC", "YJDR"}
# Bottom to top on the picture.
DRAWN = ["DLTB_FW", "LPFK", "ZZCS", "CTTB", "ZZDY", "ZZQY"]


def tables_of(path):
    """Tables of the file, and those of them with shapes."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT table_name, data_type FROM gpkg_contents WHERE table_name <> 'layer_styles' ORDER BY rowid"
        ).fetchall()
    return [name for name, _ in rows], [name for name, kind in rows if kind == "features"]


def layer_of(path, table):
    return QgsVectorLayer(f"{path}|layername={table}", table, "ogr")


def fields_index(layer, name):
    return layer.fields().indexOf(name)


def rows_fault(path, table):
    """What keeps the rows of a table without shapes from being read."""
    layer = layer_of(path, table)
    if not layer.isValid():
        return [f"{table}: does not load"]
    print(f"{table}: {layer.featureCount()} rows")
    return [] if layer.featureCount() == len(list(layer.getFeatures())) else [f"{table}: rows are missing"]


def faults_of(path, table):
    layer = layer_of(path, table)
    if not layer.isValid():
        return [f"{table}: does not load"]
    message, loaded = layer.loadDefaultStyle()
    renderer = layer.renderer()
    faults = [] if loaded else [f"{table}: no default style ({message})"]
    if renderer.type() != ("singleSymbol" if table in SINGLE else "categorizedSymbol"):
        faults.append(f"{table}: drawn as {renderer.type()}")
    if renderer.type() == "categorizedSymbol":
        known = {category.value() for category in renderer.categories()}
        met = layer.uniqueValues(fields_index(layer, renderer.classAttribute()))
        faults += [f"{table}: {value} is drawn as anything else" for value in met - known]
    fields = layer.fields()
    for index in range(1, fields.count()):
        if not layer.attributeAlias(index):
            faults.append(f"{table}: {fields.at(index).name()} has no alias")
    shown = []
    if renderer.type() == "categorizedSymbol":
        for category in renderer.categories():
            kinds = [stroke.layerType() for stroke in category.symbol().symbolLayers()]
            shown.append(f"{category.label()} [{', '.join(kinds)}]")
    else:
        shown = [stroke.layerType() for stroke in renderer.symbol().symbolLayers()]
    print(f"{table}: {layer.featureCount()} rows, {layer.crs().authid()}, {renderer.type()}: {'; '.join(shown)}")
    print(f"  labels {layer.labelsEnabled()}: {layer.labeling().settings().fieldName if layer.labeling() else ''}")
    widgets = {fields.at(i).name(): layer.editorWidgetSetup(i) for i in range(fields.count())}
    print("  code lists:", {name: len(w.config().get("map", [])) for name, w in widgets.items() if w.type() == "ValueMap"})
    # The other style language, by itself.
    sld = layer.listStylesInDatabase()
    print("  styles in the file:", sld[2])
    return faults


def draw(path, shapes, image):
    layers = []
    for table in (name for name in reversed(DRAWN) if name in shapes):
        layer = layer_of(path, table)
        layer.loadDefaultStyle()
        layers.append(layer)
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[0].crs())
    settings.setExtent(layers[-1].extent().buffered(20))
    settings.setOutputSize(QSize(1366, 900))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor("#FBFBF8"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(image)


def main(path, image=None):
    application = QgsApplication([], False)
    application.initQgis()
    tables, shapes = tables_of(path)
    faults = [fault for table in tables for fault in (faults_of if table in shapes else rows_fault)(path, table)]
    if image:
        draw(path, shapes, image)
    for fault in faults:
        print("FAULT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
