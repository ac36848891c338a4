import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.canonical import FormatError
from loa.core.claim import ALPHABET, Claim, fingerprint, new_claim, read_claim

letters = st.text(st.sampled_from(ALPHABET), min_size=24, max_size=24)
codes = letters.map(lambda text: Claim(text[:8], text[8:]))


@given(codes)
def test_a_code_is_read_as_it_is_written(claim: Claim) -> None:
    assert read_claim(str(claim)) == claim


@given(codes)
def test_a_code_is_read_as_people_type_it(claim: Claim) -> None:
    typed = str(claim).lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert read_claim(f"  {typed}\n") == claim


def test_a_code_stands_in_groups_of_four() -> None:
    assert str(Claim("ABCDEFGH", "0123456789ABCDEF")) == "ABCD-EFGH-0123-4567-89AB-CDEF"


@pytest.mark.parametrize(
    ("digest", "letters"),
    [
        ("0" * 64, "0" * 16),
        ("f" * 64, "Z" * 16),
        ("00000000000000000001" + "f" * 44, "0" * 15 + "1"),
    ],
)
def test_a_fingerprint_is_the_first_eighty_bits(digest: str, letters: str) -> None:
    assert fingerprint(digest) == letters


def test_a_new_claim_names_its_root_and_is_never_the_same() -> None:
    first, second = new_claim("ab" * 32), new_claim("ab" * 32)
    assert first.fingerprint == second.fingerprint == fingerprint("ab" * 32)
    assert first.secret != second.secret


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "0 were given"),
        ("ABCD-EFGH", "8 were given"),
        ("A" * 25, "25 were given"),
        ("U" + "A" * 23, "has no 'U'"),
        ("A" * 23 + "!", "has no '!'"),
        ("ỡ" + "A" * 23, "look at it again"),
    ],
)
def test_a_wrong_code_tells_what_to_mend(text: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read_claim(text)
