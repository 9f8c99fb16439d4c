"""Writes estimators.json: what lifelines and statsmodels say about 200 random cohorts.

Run with the versions of requirements.txt: python make.py > estimators.json
lifelines gives Kaplan-Meier and its median interval; statsmodels gives the cumulative incidence
and its standard error (it accepts ties, which lifelines would move about at random) and Wilson.
"""

import json
import math
import random
import warnings

import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")
Z = 1.959963984540054


def number(value):
    value = float(value)
    return round(value, 7) if math.isfinite(value) else None


def cohort(chance):
    size = chance.randint(5, 24)
    days, events = [], []
    for _ in range(size):
        wait, seen = chance.lognormvariate(3.3, 0.8), chance.uniform(5, 120)
        days.append(int(min(wait, seen)))
        events.append(chance.choice([1, 1, 2, 3]) if wait <= seen else 0)
    return days, events


def kaplan_meier(days, events):
    curve = KaplanMeierFitter().fit(days, [event > 0 for event in events])
    bands = curve.confidence_interval_
    low, high = bands.columns
    interval = median_survival_times(bands)
    steps = [
        [int(day), number(curve.survival_function_at_times(day).iloc[0]),
         number(bands.loc[day, low]), number(bands.loc[day, high])]
        for day in sorted({day for day, event in zip(days, events) if event})
    ]
    return {
        "steps": steps,
        # From the curve itself, since a share of exactly one half must count as reached, which
        # rounding decides at random in median_survival_time_.
        "median": next((step[0] for step in steps if step[1] <= 0.5), None),
        "median_low": number(interval.iloc[0, 0]),
        "median_high": number(interval.iloc[0, 1]),
    }


def incidence(days, events):
    curve = CumIncidenceRight(np.array(days, dtype=float), np.array(events))
    own = {day for day, event in zip(days, events) if event == 1}
    steps = []
    for day, share, error in zip(curve.times, curve.cinc[0], curve.cinc_se[0]):
        if int(day) in own:
            spread = Z * error / (share * abs(math.log(share))) if 0 < share < 1 else math.nan
            steps.append([int(day), number(share), number(share ** math.exp(spread)),
                          number(share ** math.exp(-spread))])
    return steps


def main():
    chance = random.Random(20240101)
    cohorts = []
    while len(cohorts) < 200:
        days, events = cohort(chance)
        if 1 not in events:
            continue
        hits, total = sum(event == 1 for event in events), len(events)
        low, high = proportion_confint(hits, total, method="wilson")
        cohorts.append({
            "days": days,
            "events": events,
            "kaplan_meier": kaplan_meier(days, events),
            "incidence": incidence(days, events),
            "wilson": [hits, total, number(low), number(high)],
        })
    print("[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in cohorts) + "\n]")


main()
