#!/usr/bin/env python3
"""How good plans and bounds of `tianfang simulate --problem` are over many townships, and what they take.

    benches/yardsticks/simulations.py TIANFANG FOLDER [--runs N] [--seed S] [--only WORD] [--kinds WORD ...]
        [--checker "PYTHON CHECKER.py"] [--keep FOLDER] [--lines OUT.jsonl]
    benches/yardsticks/simulations.py --table OUT.jsonl ...

FOLDER holds problems named tPARCELS_sSEED_KIND.json (or .lec.json): the first number is the size of the township, the
second tells townships of one size apart, KIND is free (T100, swap, basic_farmland, linkage). Every problem is solved N
times; figures of time are the least of the runs, since other work on the machine only adds to them. Processor time is that of all threads. The plan and the
certificate of the last run go to the checker, called as `CHECKER PROBLEM --sol PLAN --cert CERTIFICATE`, which accepts by
ending with status 0; it should share no code with the program. Linux: the peak of memory is what the kernel counted for the process.

Prints a Markdown table, one row for each kind and size: medians and worst cases over the townships.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

NAME = re.compile(r"t(?P<parcels>\d+)_s(?P<township>\d+)_(?P<kind>.+?)(\.lec)?\.json$")


def solved(tianfang, problem, seed, plan, certificate):
    """One run: the report, its wall time and processor time in seconds, and its peak of memory in MB."""
    words = [tianfang, "simulate", "--problem", problem, "--seed", str(seed), "--out", plan, "--certificate", certificate]
    start = time.perf_counter()
    process = subprocess.Popen(words + ["--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))} ended with {process.returncode}")
    return json.loads(said), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def accepted(checker, problem, plan, certificate):
    """Whether the checker takes the plan and the certificate; None without a checker, and without a plan."""
    if not checker or not (plan.exists() and certificate.exists()):
        return None
    words = checker.split() + [problem, "--sol", plan, "--cert", certificate]
    return subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def measure(options):
    """All problems of the folder, small ones first: one line each."""
    found = [(NAME.match(path.name), path) for path in pathlib.Path(options.folder).iterdir()]
    found = [(match, path) for match, path in found if match and (not options.only or options.only in path.name)]
    found = [(match, path) for match, path in found if not options.kinds or match["kind"] in options.kinds]
    found.sort(key=lambda pair: (int(pair[0]["parcels"]), pair[0]["kind"], int(pair[0]["township"])))
    for match, path in found:
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(options.keep or scratch)
            folder.mkdir(parents=True, exist_ok=True)
            plan, certificate = folder / f"{path.stem}.plan", folder / f"{path.stem}.certificate"
            runs = [solved(options.tianfang, path, options.seed, plan, certificate) for _ in range(options.runs)]
            least = lambda key: min((run[0]["timings_ms"].get(key) or 0) / 1e3 for run in runs)
            report = runs[-1][0]
            yield {
                "kind": match["kind"], "parcels": int(match["parcels"]), "township": int(match["township"]),
                **{key: report[key] for key in ("value_mu", "do_nothing_mu", "bound_mu", "branched_bound_mu", "gap", "gap_of_gain", "stopped_by")},
                "plan_s": least("plan"), "bound_s": least("bound"), "total_s": min(run[1] for run in runs),
                "cpu_s": min(run[2] for run in runs), "peak_mb": max(run[3] for run in runs), "load": os.getloadavg()[0],
                "accepted": accepted(options.checker, path, plan, certificate),
            }


def table(lines):
    """Rows of the Markdown table."""
    groups = collections.defaultdict(list)
    for line in lines:
        groups[line["kind"], line["parcels"]].append(line)
    yield "| problem | townships | gap: median, worst | gap of the gain: median, worst | plan: median, worst | all: median, worst | processor: median, worst | peak | proven | accepted |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for (kind, parcels), group in sorted(groups.items()):
        def both(key, factor, unit, digits):
            values = [line[key] * factor for line in group if line[key] is not None]
            if not any(values) and unit == "s":
                return "–"
            return f"{statistics.median(values):.{digits}f}, {max(values):.{digits}f} {unit}" if values else "–"
        checked = [line["accepted"] for line in group if line["accepted"] is not None]
        yield (f"| {kind}, {parcels:,} | {len(group)} | {both('gap', 100, '%', 3)} | {both('gap_of_gain', 100, '%', 2)} "
               f"| {both('plan_s', 1, 's', 2)} | {both('total_s', 1, 's', 2)} "
               f"| {both('cpu_s', 1, 's', 2)} | {max(line['peak_mb'] for line in group):.0f} MB "
               f"| {sum(line['stopped_by'] == 'optimal' for line in group)} | {sum(checked)} of {len(checked)} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tianfang", nargs="?")
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="problems with this in their name")
    parser.add_argument("--kinds", nargs="+")
    parser.add_argument("--checker")
    parser.add_argument("--keep", help="where plans and certificates stay")
    parser.add_argument("--lines", help="where the figures of each problem go, one JSON object a line")
    parser.add_argument("--table", nargs="+", help="only make the table of figures measured before")
    options = parser.parse_args()
    lines = []
    if options.table:
        lines = [json.loads(line) for path in options.table for line in open(path, encoding="utf-8")]
    elif options.tianfang and options.folder:
        out = open(options.lines, "a", encoding="utf-8") if options.lines else None
        for line in measure(options):
            lines.append(line)
            if out:
                print(json.dumps(line), file=out, flush=True)
    else:
        parser.error("name the program and the folder of problems, or --table")
    print("\n".join(table(lines)))


if __name__ == "__main__":
    main()
