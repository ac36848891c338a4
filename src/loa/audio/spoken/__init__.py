"""Written Vietnamese made speakable."""


def spell_out(text: str) -> str:
    return text
