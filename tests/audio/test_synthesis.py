import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loa.audio.render import render
from loa.audio.sound import AudioError, Sound
from loa.audio.synthesis import EspeakVoice, PiperVoice, Voice, read_out

BULLETIN = (
    "Kính thưa bà con nhân dân. Ủy ban nhân dân xã thông báo lịch tiêm chủng mở rộng tháng này. "
    "Sáng thứ ba, trạm y tế xã tiêm phòng cho trẻ em dưới sáu tuổi tại nhà văn hóa các thôn. "
    "Đề nghị bà con đưa trẻ đến đúng giờ, mang theo sổ tiêm chủng. Xin cảm ơn bà con."
)
PIPER = """#!{python}
import sys
assert sys.argv[1:] == ["--model", "{model}", "--output-raw"], sys.argv
lines = sys.stdin.read().splitlines()
sys.stdout.buffer.write(b"\\x00\\x10" * 16000 * len(lines))
sys.exit({code})
"""


def piper(folder: Path, code: int = 0) -> PiperVoice:
    """Stand in for Piper: a second of samples for each line that it is given."""
    model, command = folder / "vi_VN-voice.onnx", folder / "piper"
    model.write_bytes(b"weights")
    Path(f"{model}.json").write_text('{"audio": {"sample_rate": 16000}}')
    command.write_text(PIPER.format(python=sys.executable, model=model, code=code))
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return PiperVoice(str(command), model)


def test_the_rate_is_comfortable_for_a_loudspeaker_in_the_open(tmp_path: Path) -> None:
    made = render(EspeakVoice().speak(BULLETIN, language="vi"), tmp_path / "out.opus")
    assert 140 <= len(BULLETIN.split()) / made.seconds * 60 <= 160


def test_speech_is_not_clipped(speech: Sound) -> None:
    assert 8_000 < np.abs(speech.samples).max() < 32_000


def test_the_same_text_gives_the_same_samples_from_many_threads() -> None:
    texts = ["Xin chào bà con.", "Hôm nay trời nắng, gió nhẹ.", "Kết thúc bản tin."] * 3
    with ThreadPoolExecutor(4) as pool:
        spoken = list(pool.map(lambda text: EspeakVoice().speak(text, language="vi"), texts))
    for number in range(3):
        for again in (number + 3, number + 6):
            assert np.array_equal(spoken[number].samples, spoken[again].samples)


def test_a_voice_names_itself_and_its_version(speech: Sound, tmp_path: Path) -> None:
    voice: Voice = EspeakVoice()
    assert (voice.name, voice.version.split(".")[0]) == ("espeak-ng", "1")
    assert speech.origin == f"espeak-ng {voice.version} vi"
    other: Voice = piper(tmp_path)
    assert (other.name, len(other.version)) == ("piper vi_VN-voice", 12)


@pytest.mark.parametrize(
    ("language", "name"), [("tyz", "Tày"), ("ium", "Dao"), ("hmn", "Mông"), ("nut", "Nùng")]
)
def test_a_minority_language_needs_a_recording(language: str, name: str, tmp_path: Path) -> None:
    for voice in (EspeakVoice(), piper(tmp_path)):
        with pytest.raises(AudioError, match=f"{name}.*it needs a recording"):
            voice.speak("một hai ba", language=language)


def test_an_unknown_language_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(AudioError, match=r"xx: espeak-ng has no such voice \(en, vi\)"):
        EspeakVoice().speak("x", language="xx")


@pytest.mark.parametrize("text", ["", "   \n ", "... !!! —", "😀", "\u200b\u202e", "\x00"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(AudioError, match="write at least a word"):
        EspeakVoice().speak(text, language="vi")


@pytest.mark.parametrize(
    "text",
    [
        "مرحبا بالعالم",
        "שלום עולם",
        "ẹ\u0301" + "\u0323" * 500,
        "中文字",
        "a\u202eb\x00c\ud800d",
        "[[xin chào]]",
    ],
    ids=["arabic", "hebrew", "combining", "chinese", "controls", "phoneme-brackets"],
)
def test_any_writing_is_said_or_refused_in_a_sentence(text: str) -> None:
    assert EspeakVoice().speak(f"Xin chào {text}", language="vi").seconds > 0.5


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_voice(text: str) -> None:
    try:
        sound = read_out(text, language="vi", voice=EspeakVoice())
    except AudioError:
        return  # a sentence for a person, as the tables above hold
    assert sound.seconds > 0


def test_numbers_and_abbreviations_are_spelled_out_before_they_are_said() -> None:
    voice = EspeakVoice()
    written = read_out("UBND xã họp 7h30.", language="vi", voice=voice)
    spelled = voice.speak("ủy ban nhân dân xã họp bảy giờ ba mươi phút.", language="vi")
    assert np.array_equal(written.samples, spelled.samples)


@pytest.mark.slow
def test_a_text_of_100_000_characters_is_said_whole() -> None:
    text = f"{BULLETIN}\n" * (100_000 // len(BULLETIN) + 1)
    once = EspeakVoice().speak(BULLETIN, language="vi").seconds
    whole = EspeakVoice(rate_wpm=300).speak(text[:100_000], language="vi")
    assert whole.seconds > 0.3 * once * 100_000 / len(BULLETIN)


def test_a_piper_voice_is_used_when_it_is_given(tmp_path: Path) -> None:
    sound = piper(tmp_path).speak("Câu một. Câu hai.\nCâu ba.", language="vi")
    assert (sound.rate, sound.seconds) == (16_000, 3.0)
    assert sound.origin.startswith("piper vi_VN-voice ")


def test_a_piper_that_fails_or_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="could not say this text"):
        piper(tmp_path, code=5).speak("Câu một.", language="vi")
    missing = PiperVoice("/no/such/piper", tmp_path / "vi_VN-voice.onnx")
    with pytest.raises(AudioError, match="/no/such/piper: cannot be started"):
        missing.speak("Câu một.", language="vi")


def test_a_piper_model_without_its_description_is_named(tmp_path: Path) -> None:
    voice = piper(tmp_path)
    Path(f"{voice.model}.json").unlink()
    with pytest.raises(AudioError, match=r"vi_VN-voice\.onnx\.json: does not say"):
        voice.speak("Câu một.", language="vi")
