"""The extractor against the corpus: precision and recall of every field, both halves apart.

What is printed of the unseen half are totals only: no text of its documents comes out here.
"""

from functools import cache

import pytest
from tests.plans.importing import scoring
from tests.plans.importing.scoring import FIELDS, Tally

from loa.plans.importing.extract import extract
from loa.plans.importing.reading import read_file

PRECISION, RECALL = 0.95, 0.90
every_half = pytest.mark.parametrize("half", ["seen", "unseen"])


@cache
def totals(half: str) -> dict[str, Tally]:
    tallies = []
    for document in scoring.documents(half):
        read = read_file(document)
        tallies.append(scoring.score(extract(read).said(), scoring.truth(document), read.text))
    return scoring.total(tallies)


@every_half
@pytest.mark.parametrize("field", FIELDS)
def test_field_is_found_as_often_and_as_rightly_as_promised(half: str, field: str) -> None:
    tally = totals(half)[field]
    print(f"{half} {field}: {tally.matched} right of {tally.found} found, {tally.true} true")
    assert (tally.precision >= PRECISION, tally.recall >= RECALL) == (True, True)
