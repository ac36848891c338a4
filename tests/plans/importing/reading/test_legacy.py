import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plans.importing.corpus import legacy as old

from loa.plans.importing.reading.legacy import decode, is_syllable, tcvn3, vni

LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
SENTENCE = (
    "Ủy ban nhân dân xã đề nghị các thôn, xóm bố trí người trực loa; mỗi ngày phát hai buổi, "
    "giờ phát do nhân dân góp ý, không để ảnh hưởng người già, trẻ nhỏ và nơi thờ tự."
)


def test_every_small_letter_comes_back_from_both() -> None:
    assert tcvn3(old.tcvn3(LETTERS).decode("latin-1")) == LETTERS
    assert [vni(old.vni(one).decode("cp1252")) for one in LETTERS] == list(LETTERS)


@given(st.text(alphabet=LETTERS + LETTERS.upper() + "bcghnmt ,.", max_size=40))
def test_vni_comes_back_with_its_capitals(text: str) -> None:
    words = " ".join(text.split())
    parted = " b ".join(words)  # a letter apart: marks join only what they stand behind
    assert vni(old.vni(parted).decode("cp1252")) == parted


def test_capitals_that_tcvn3_could_not_store_are_given_back() -> None:
    stored = old.tcvn3("HUYỆN UỶ THANH XÁ ban hành Kế hoạch").decode("latin-1")
    assert tcvn3(stored) == "HUYỆN UỶ THANH XÁ ban hành Kế hoạch"


@pytest.mark.parametrize("name", ["TCVN3", "VNI"])
def test_an_encoding_is_recognised_by_its_syllables(name: str) -> None:
    stored = (old.tcvn3 if name == "TCVN3" else old.vni)(SENTENCE)
    found = decode(stored)
    assert found is not None
    assert (found[1], found[0].lower()) == (name, SENTENCE.lower())


@pytest.mark.parametrize(
    "stored", [b"\xff\xfe\x00\x01" * 20, "Käse für Ärzte, öfter".encode("latin-1")]
)
def test_what_is_neither_is_refused(stored: bytes) -> None:
    assert decode(stored) is None


@pytest.mark.parametrize(
    ("word", "holds"),
    [
        ("nghiêng", True),
        ("quyết", True),
        ("Ơi", True),
        ("căn", True),
        ("kh", False),
        ("strict", False),
    ],
)
def test_syllables(word: str, *, holds: bool) -> None:
    assert is_syllable(word) == holds
