"""What is said of the analyses beside the headline, and in which words."""

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.panel import Panel
from ssi_analysis.stats.adjust import adjust
from ssi_analysis.stats.attrition import attrition
from ssi_analysis.stats.bands import bands
from ssi_analysis.stats.before_after import before_after
from ssi_analysis.stats.effective import effective_weeks
from ssi_analysis.stats.influence import influence
from ssi_analysis.stats.movers import movers
from ssi_analysis.stats.screen import screen
from ssi_analysis.stats.segments import segments
from ssi_analysis.stats.sensitivity import sensitivity
from ssi_analysis.stats.volatility import volatility
from ssi_analysis.words import say
from ssi_analysis.words.vocabulary import forbidden_words

LEVELS = ("E1", "E2", "E3", "E4", "E5")


def make_panel(n_reps=16, n_periods=8, *, slope=0.02, seed=3):
    """Make a quarterly team in which SSI and attainment move together by `slope`."""
    rng = np.random.default_rng(seed)
    tenure = rng.uniform(0, 10, (n_reps, 1))
    x = rng.normal(60, 12, (n_reps, 1)) + rng.normal(0, 6, (n_reps, n_periods))
    y = slope * (x - 60) + 0.02 * tenure + rng.normal(0.9, 0.2, x.shape)
    reps, periods = np.indices(x.shape)
    starts = pd.date_range("2024-01-01", periods=n_periods, freq="QS")
    frame = pd.DataFrame(
        {
            "rep_id": [f"R-{rep:02}" for rep in reps.ravel()],
            "period": starts[periods.ravel()],
            "segment": np.where(reps.ravel() % 2, "SMB", "Enterprise"),
            "ssi_total": x.ravel(),
            "attainment": y.ravel(),
            "tenure_years": tenure.repeat(n_periods, axis=1).ravel(),
        }
    )
    return Panel.from_frame(frame)


def without_the_last_years_of(panel, n_reps):
    """Let the first reps leave after four of eight quarters."""
    gone = panel.frame["rep_id"] < f"R-{n_reps:02}"
    late = panel.frame["period"] >= pd.Timestamp("2025-01-01")
    return Panel.from_frame(panel.frame[~(gone & late)])


def busier(panel):
    """Let a team send more and be answered less, quarter by quarter."""
    quarter = panel.frame.groupby("rep_id").cumcount()
    sent = 40 + 5 * quarter + panel.frame["ssi_total"] % 3
    accepted = sent * (0.4 - 0.03 * quarter)
    frame = panel.frame.assign(inmails_sent=sent, inmails_accepted=accepted)
    return Panel.from_frame(frame.assign(ssi_total=frame["ssi_total"] + 3 * quarter))


TEAM, TINY = make_panel(), make_panel(3)
SINCE = "2025-01-01"
RESULTS = {
    "bands": bands(TEAM),
    "bands refused": bands(TINY),
    "sensitivity": sensitivity(TEAM, covariate="tenure_years"),
    "sensitivity refused": sensitivity(TINY),
    "adjusted": adjust(TEAM, "ssi_total", "attainment", covariates=["tenure_years"]),
    "movers": movers(TEAM),
    "movers refused": movers(TINY),
    "segments": segments(TEAM, "ssi_total", "attainment"),
    "segments refused": segments(TINY, "ssi_total", "attainment"),
    "effective": effective_weeks(TEAM, "ssi_total", "attainment"),
    "effective refused": effective_weeks(TINY, "ssi_total", "attainment"),
    "volatility": volatility(TEAM),
    "volatility refused": volatility(TEAM.drop_measure("ssi_total", reason="none")),
    "attrition": attrition(without_the_last_years_of(TEAM, 6)),
    "attrition refused": attrition(TINY),
    "influence": influence(TEAM, "ssi_total", "attainment"),
    "influence refused": influence(TINY, "ssi_total", "attainment"),
    "before and after": before_after(TEAM, "ssi_total", "attainment", since=SINCE),
    "date refused": before_after(TINY, "ssi_total", "attainment", since=SINCE),
    "screen": screen(busier(make_panel(slope=0)), since=SINCE),
    "screen without activity": screen(TEAM),
    "screen refused": screen(TINY),
    "adjusted refused": adjust(TINY, "ssi_total", "attainment"),
}


@pytest.mark.parametrize("result", RESULTS.values(), ids=list(RESULTS))
def test_no_sentence_uses_a_word_that_its_level_may_not(result):
    text = say(result)

    assert text.endswith(".")
    assert {level: forbidden_words(text, level=level) for level in LEVELS} == {
        level: [] for level in LEVELS
    }
    assert not any(rep in text for rep in ("R-00", "R-01"))


def test_bands_are_said_as_frequencies_and_then_compared():
    assert say(RESULTS["bands"]) == (
        "Rep-periods that met quota: 2 of 13 at SSI below 50, 41 of 81 at SSI 50 to"
        " below 70, 33 of 34 at SSI 70 or more. The high band is 82 points from the"
        " low one (range 44 to 94)."
    )
    assert say(RESULTS["bands refused"]) == (
        "Quota met by band of SSI: not given; below 50: 2 reps; a band is shown from"
        " 5 reps upwards."
    )


def test_a_hidden_band_is_said_to_be_hidden():
    few = bands(TEAM, edges=(40, 70))

    assert "; bands of few reps are hidden. The outer bands are not compared:" in say(
        few
    )


def test_what_could_undo_a_finding_is_said_in_shares_and_ratios():
    assert say(RESULTS["sensitivity"]).endswith(
        "A ratio of 6.31 in quotas met would need something hidden that goes along"
        " with both by a ratio of 12.10; its range 3.28. A hidden variable as telling"
        " as tenure would leave 0.0202 of the slope between reps of 0.0210."
    )


def test_an_adjustment_says_that_within_reps_needs_none():
    assert say(RESULTS["adjusted"]) == (
        "SSI and attainment between reps alike in tenure: slope 0.0210 (range 0.0169"
        " to 0.0251), 0.0200 without them, 16 reps. Within reps, what stays the same"
        " in a rep, such as segment or territory, is already taken out."
    )


def test_movers_stand_beside_what_was_to_be_expected():
    assert say(RESULTS["movers"]) == (
        "SSI beside the change of everybody, 16 reps: lower half up 4.0, to be expected"
        " up 2.8, beyond it 1.2 (range −1.4 to 3.9); upper half down 4.0, to be"
        " expected down 2.8, beyond it −1.2 (range −3.8 to 1.4). Whoever stands low or"
        " high usually stands nearer to the middle later, without anything done."
    )
    assert say(RESULTS["movers refused"]) == (
        "Rises and falls of SSI: not given, because 3 reps in both periods; two groups"
        " need at least 10."
    )


def test_segments_are_told_by_direction():
    assert say(RESULTS["segments"]) == (
        "SSI and attainment of 16 reps: r 0.88 between all, 0.87 inside segments."
        " Inside segments taken together it is the same way as between all: Enterprise"
        " up; SMB up. 1\N{NO-BREAK SPACE}% of the differences in SSI lie between"
        " segments."
    )


def test_what_the_weeks_are_worth_is_said_as_a_number_of_them():
    assert say(RESULTS["effective"]) == (
        "8 quarters per rep are worth 8.0 independent ones: of SSI a part of 0.10 is"
        " still there in the next, of attainment 0.00."
    )


def test_scores_that_rest_are_counted():
    assert say(RESULTS["volatility"]) == (
        "SSI of the middle rep changes by 7.8 points (standard deviation) from period"
        " to period, of 16 reps; 0 of 16 rest at one value, 0 of 16 have no recent"
        " score."
    )


def test_leavers_are_counted_and_compared():
    assert say(RESULTS["attrition"]) == (
        "6 of 16 reps ever seen left; 16 at the start, 10 at the end. Leavers less"
        " stayers in attainment: 4 points (range −27 to 34); the mean of everybody"
        " ever seen is 108\N{NO-BREAK SPACE}%, of stayers 107\N{NO-BREAK SPACE}%."
    )


def test_one_rep_left_out_is_not_named():
    assert say(RESULTS["influence"]) == (
        "SSI and attainment within reps: r 0.56; without any one of 16 reps it is 0.53"
        " to 0.60 and keeps its sign."
    )


def test_a_date_is_said_with_the_slopes_on_both_sides():
    assert say(RESULTS["before and after"]) == (
        "Within reps, attainment per point of SSI: 0.0165 before the date, 0.0238 from"
        " it on; change 0.0073 (range −0.0099 to 0.0244), 16 reps."
    )


def test_a_pattern_is_worth_a_conversation_and_accuses_nobody():
    assert say(RESULTS["screen"]).startswith(
        "Changes over time: activity up, answers down, SSI up, attainment no change"
        " seen. A pattern worth a conversation; it may have good reasons. Within reps,"
    )
    assert say(RESULTS["screen without activity"]) == (
        "Changes over time: SSI no change seen, attainment no change seen; not known:"
        " activity, answers."
    )
    texts = [say(result) for result in RESULTS.values()]
    assert not any("gaming" in text or "cheat" in text for text in texts)
