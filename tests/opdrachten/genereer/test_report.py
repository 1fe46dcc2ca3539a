"""The table of counts that is printed when everything is loaded."""

from collections import Counter

from voetlicht.opdrachten.genereer.filling import Filled
from voetlicht.opdrachten.genereer.report import rule_table
from voetlicht.opdrachten.genereer.tally import Rule


def test_there_is_a_line_for_every_rule_with_counts_and_shares():
    filled = Filled(
        per_regio=Counter({22: 20_000, 9: 10_000}),
        exercised=Counter({(22, Rule.TIE): 1_250, (9, Rule.TIE): 100}),
    )
    lines = list(rule_table(filled))
    assert "Rijnmond 2023Q2" in lines[1]
    assert "Twente 2022Q2" in lines[1]
    (tie,) = [line for line in lines if line.startswith(Rule.TIE)]
    assert "1.250 ( 6,2 %)" in tie
    assert "100 ( 1,0 %)" in tie
    assert len(lines) == 3 + len(Rule)
    assert lines[-1].split()[-2:] == ["20.000", "10.000"]
