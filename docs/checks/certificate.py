#!/usr/bin/env python3
"""Whether a plan fits a problem of `tianfang simulate --problem`, and which bound a certificate proves: counted from the three
files alone, by adding and comparing. No solver, no code of the program, nothing but Python's own library.

    docs/checks/certificate.py PROBLEM.json [--plan PLAN.json] [--certificate CERTIFICATE.json]

Ends with 0 when everything holds, with 1 and the first thing that doesn't otherwise. `--sol` and `--cert` are the same two options.
The formats and what the rows mean: docs/simulation.md.
"""
import argparse
import json
import sys


class Refused(Exception):
    """Something doesn't hold; the text names the place."""


def demand(holds, said):
    if not holds:
        raise Refused(said)


def row_used(row, members):
    return sum(row["g"][member] for member in members)


def demand_rows(rows, members):
    for number, row in enumerate(rows):
        used, rounding = row_used(row, members), 1e-6 * min(max(abs(row["h"]), 1), 10)
        demand(used <= row["h"] + rounding, f"rows[{number}] {row['name']}: {used} is used of {row['h']}")


def demand_value(said, counted):
    demand(abs(said - counted) <= 1e-2, f"value: {said} mu is said, {counted} mu are counted")
    return counted


def demand_bound(said, proven):
    demand(said >= proven - 1e-6 * max(1, abs(proven)), f"bound: {said} mu is said, the rows prove only {proven} mu")
    return proven


class Concentration:
    """Farmland into blocks of at least T mu, and the swap of forest and farmland."""

    def __init__(self, problem):
        self.areas, self.kinds, self.rows = problem["a"], problem["typ"], problem["rows"]
        self.nodes, self.threshold = problem["n"], problem["meta"]["T"]
        self.near = [[] for _ in self.areas]
        for first, second in problem["edges"]:
            self.near[first].append(second)
            self.near[second].append(first)

    def reached(self, start, may_enter):
        """The nodes that hang together with one, over nodes that may be entered."""
        inside, waiting = {start}, [start]
        while waiting:
            for node in self.near[waiting.pop()]:
                if node not in inside and may_enter(node):
                    inside.add(node)
                    waiting.append(node)
        return inside

    def plan(self, plan):
        flips = plan["flip"]
        demand(len(set(flips)) == len(flips), "flip: a node stands there twice")
        for place, node in enumerate(flips):
            demand(0 <= node < self.nodes and self.kinds[node] != "F", f"flip[{place}]: {node} can't change")
        demand_rows(self.rows, flips)
        is_farmland = [kind != "I" for kind in self.kinds]
        for node in flips:
            is_farmland[node] = not is_farmland[node]
        seen, value = set(), 0.0
        for node in range(self.nodes):
            if is_farmland[node] and node not in seen:
                piece = self.reached(node, lambda other: is_farmland[other])
                seen |= piece
                area = sum(self.areas[member] for member in piece)
                value += area if area >= self.threshold - 1e-9 * max(self.threshold, 1) else 0
        return demand_value(plan["value"], value)

    def certificate(self, certificate):
        demand(certificate["n"] == self.nodes, "n: the certificate is for another problem")
        free = [node for node in range(self.nodes) if self.kinds[node] != "F"]
        own_column = {node: self.nodes + k for k, node in enumerate(free)}
        left = self.areas + [0.0] * len(free)  # what is left of the worth of each column
        total = 0.0
        for number, (multiplier, side, columns, coefficients) in enumerate(certificate["rows"]):
            place = f"rows[{number}]"
            demand(multiplier >= 0, f"{place}: a multiplier below zero proves nothing")
            demand(len(columns) == len(coefficients) and len(set(columns)) == len(columns), f"{place}: columns and coefficients don't match")
            if side >= 0:
                demand(side < len(self.rows), f"{place}: the problem has no side row {side}")
                row = self.rows[side]
                total += multiplier * row["h"]
                for node in free:
                    left[own_column[node]] -= multiplier * row["g"][node]
                continue
            demand(all(0 <= column < len(left) for column in columns), f"{place}: a column that isn't there")
            total += multiplier * self.right_side(place, dict(zip(columns, coefficients)), own_column)
            for column, coefficient in zip(columns, coefficients):
                left[column] -= multiplier * coefficient
        always = lambda column: column < self.nodes and self.kinds[column] == "F" and self.areas[column] >= self.threshold
        total += sum(worth if worth > 0 or always(column) else 0 for column, worth in enumerate(left))
        return demand_bound(certificate["bound"], total)

    def right_side(self, place, row, own_column):
        """The right side of a row that every plan obeys; a refusal where it isn't one."""
        is_one = lambda number: abs(number - 1) <= 1e-7
        if max(row) >= self.nodes:
            demand(len(row) == 2, f"{place}: neither a link nor a cut")
            node, own = sorted(row)
            demand(own_column.get(node) == own and is_one(row[node]), f"{place}: links columns of different nodes")
            joins = self.kinds[node] == "I"
            demand(is_one(-row[own] if joins else row[own]), f"{place}: not the link of its node")
            return 0.0 if joins else 1.0
        starts = [node for node, coefficient in row.items() if coefficient > 0]
        demand(len(starts) == 1, f"{place}: a cut has just one positive coefficient")
        start = starts[0]
        frontier = {node for node, coefficient in row.items() if node != start and is_one(-coefficient)}
        inside = self.reached(start, lambda node: node not in frontier)
        is_small = sum(self.areas[node] for node in inside) < self.threshold
        if is_small and is_one(row[start]) and all(node == start or node in frontier for node in row):
            return 0.0
        for node in inside:
            most = -self.areas[node] / self.threshold + (1 if node == start else 0)
            demand(row.get(node, 0.0) <= most + 1e-8, f"{place}: not a cut: what lies inside may be a block by itself")
        return 0.0


class BasicFarmland:
    """Which parcels are basic farmland afterwards."""

    def __init__(self, problem):
        self.values, self.pairs, self.rows = problem["value_mu"], problem["edges"], problem["rows"]

    def plan(self, plan):
        chosen = plan["in_basic_farmland"]
        demand(len(chosen) == len(self.values) and set(chosen) <= {0, 1}, "in_basic_farmland: a 0 or 1 for each parcel")
        demand_rows(self.rows, [node for node, is_in in enumerate(chosen) if is_in])
        own = sum(value for value, is_in in zip(self.values, chosen) if is_in)
        return demand_value(plan["value"], own + sum(worth for a, b, worth in self.pairs if chosen[a] and chosen[b]))

    def certificate(self, certificate):
        multipliers, flows = certificate["mu"], certificate["flow"]
        demand(len(multipliers) == len(self.rows) and len(flows) == len(self.pairs), "mu, flow: one for each row and each pair")
        demand(all(multiplier >= 0 for multiplier in multipliers), "mu: a multiplier below zero proves nothing")
        left = list(self.values)
        for number, ((first, second, worth), flow) in enumerate(zip(self.pairs, flows)):
            demand(abs(flow) <= worth / 2 + 1e-9, f"flow[{number}]: more than half of what the pair is worth")
            left[first] += worth / 2 - flow
            left[second] += worth / 2 + flow
        for row, multiplier in zip(self.rows, multipliers):
            left = [worth - multiplier * g for worth, g in zip(left, row["g"])]
        limits = sum(row["h"] * multiplier for row, multiplier in zip(self.rows, multipliers))
        return demand_bound(certificate["bound"], limits + sum(max(worth, 0) for worth in left))


class Linkage:
    """Hamlets, sites and the people who move."""

    def __init__(self, problem):
        figures = problem["parameters"]
        hamlets, sites, moves = problem["hamlets"], problem["sites"], problem["flows"]
        self.sizes = len(hamlets), len(sites), len(moves)
        site, move = len(hamlets), len(hamlets) + len(sites)
        need = [figures["rho"] * hamlet["area_mu"] for hamlet in hamlets]
        self.worth = [hamlet["area_mu"] * (1 + figures["kappa"] * hamlet["farmland_facing_share"]) for hamlet in hamlets]
        self.worth += [0.0] * len(sites) + [-figures["tau_per_km"] * metres / 1000 for _, _, metres in moves]
        self.top = [1.0] * move + [need[hamlet] for hamlet, _, _ in moves]
        rows = [[{hamlet: -need[hamlet]}, 0.0, True] for hamlet in range(len(hamlets))]
        rows += [[{site + n: -figures["eta"] * s["area_mu"] for n, s in enumerate(sites) if s["village"] == village}, 0.0, False]
                 for village in range(problem["villages"])]
        for k, (hamlet, village, _) in enumerate(moves):
            rows[hamlet][0][move + k] = 1.0
            rows[len(hamlets) + village][0][move + k] = 1.0
        share = figures["farmland_replaced_share"]
        kept = [1.0 if s["farmland"] in (True, 1) else 0.0 for s in sites]

        def balance(of_hamlet, of_site, limit):
            row = {g: of_hamlet(hamlet) for g, hamlet in enumerate(hamlets)}
            row.update({site + n: of_site(n, s) for n, s in enumerate(sites)})
            rows.append([row, limit, False])

        balance(lambda h: -h["area_mu"], lambda n, s: s["area_mu"], 0.0)
        balance(lambda h: -share * h["area_mu"], lambda n, s: kept[n] * s["area_mu"], 0.0)
        balance(lambda h: -share * h["quality_mu"], lambda n, s: kept[n] * s["area_mu"] * s["quality"], 0.0)
        balance(lambda h: h["cost"] - figures["quota_price"] * h["area_mu"],
                lambda n, s: (figures["build_cost_per_mu"] + figures["quota_price"]) * s["area_mu"], figures["budget"])
        rows += [[{site + n: 1.0, **{site + other: -1.0 for other in s["inward"]}}, 0.0, False]
                 for n, s in enumerate(sites) if s["hop"] > 1]
        self.rows = rows

    def plan(self, plan):
        hamlets, sites, moves = self.sizes
        values = [0.0] * len(self.worth)
        for name, first, count in (("demolish", 0, hamlets), ("build", hamlets, sites)):
            demand(len(set(plan[name])) == len(plan[name]), f"{name}: something stands there twice")
            for index in plan[name]:
                demand(0 <= index < count, f"{name}: there is no {index}")
                values[first + index] = 1.0
        for way, amount in plan["move"]:
            demand(0 <= way < moves and amount >= 0, f"move: {way} {amount}")
            values[hamlets + sites + way] += amount
        for number, (row, limit, is_equal) in enumerate(self.rows):
            used = sum(coefficient * values[column] for column, coefficient in row.items())
            excess = abs(used - limit) if is_equal else used - limit
            demand(excess <= 5e-5, f"row {number}: {used} is used of {limit}")
        return demand_value(plan["value"], sum(worth * value for worth, value in zip(self.worth, values)))

    def certificate(self, certificate):
        multipliers = certificate["rows"]
        demand(len(multipliers) == len(self.rows), f"rows: {len(self.rows)} multipliers are needed")
        left, total = list(self.worth), 0.0
        for number, ((row, limit, is_equal), multiplier) in enumerate(zip(self.rows, multipliers)):
            demand(is_equal or multiplier >= 0, f"rows[{number}]: a multiplier below zero proves nothing")
            total += multiplier * limit
            for column, coefficient in row.items():
                left[column] -= multiplier * coefficient
        return demand_bound(certificate["bound"], total + sum(max(worth, 0) * top for worth, top in zip(left, self.top)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("problem")
    parser.add_argument("--plan", "--sol")
    parser.add_argument("--certificate", "--cert")
    options = parser.parse_args()
    read = lambda path: json.load(open(path, encoding="utf-8"))
    problem = read(options.problem)
    kinds = {"basic-farmland": BasicFarmland, "linkage": Linkage}
    subject = kinds.get(problem.get("kind"), Concentration)(problem)
    value = bound = None
    try:
        if options.plan:
            value = subject.plan(read(options.plan))
            print(f"the plan holds: {value:.4f} mu")
        if options.certificate:
            bound = subject.certificate(read(options.certificate))
            print(f"the certificate holds: no plan is worth more than {bound:.4f} mu")
    except Refused as why:
        sys.exit(f"refused: {why}")
    except (KeyError, TypeError, IndexError, ValueError) as why:
        sys.exit(f"refused: a file is not of its format ({why!r})")
    if value is not None and bound is not None:
        print(f"gap: {bound - value:.4f} mu, {100 * (bound - value) / bound:.4f} %" if bound > 1e-6 else "gap: none")


if __name__ == "__main__":
    main()
