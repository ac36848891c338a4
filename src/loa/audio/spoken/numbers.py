"""Vietnamese numerals, as they are read in the north."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu")  # and then tỷ, and the same again
BILLION = 10**9
LONGEST = 18  # digits; beyond, nobody reads a number as one


def cardinal(number: int) -> str:
    """Read a whole number: 21 hai mươi mốt, 105 một trăm linh năm.

    Zero groups are passed over and a group after the first is read in full: 1005 is một
    nghìn không trăm linh năm. From 10**18 on it is read digit by digit.
    """
    if number < 0:
        return f"âm {cardinal(-number)}"
    if number >= 10**LONGEST:
        return digit_by_digit(str(number))
    if number < BILLION:
        return _below_billion(number, full=False) or DIGITS[0]
    billions, rest = divmod(number, BILLION)
    words = [_below_billion(billions, full=False), "tỷ", _below_billion(rest, full=True)]
    return " ".join(filter(None, words))


def digit_by_digit(digits: str) -> str:
    """Read each digit of a string by itself; what is not a digit is passed over."""
    return " ".join(DIGITS[int(digit)] for digit in digits if digit.isdecimal())


def whole(digits: str) -> str:
    """Read a string of digits: 05 năm; 02086, a code, digit by digit."""
    if len(digits) > LONGEST or (digits.startswith("0") and len(digits) > 2):  # noqa: PLR2004
        return digit_by_digit(digits)
    return cardinal(int(digits))


def decimal(integer: str, fraction: str) -> str:
    """Read 3,5 as ba phẩy năm; 17,86 as mười bảy phẩy tám mươi sáu; 0,05 digit by digit."""
    as_number = len(fraction) <= 2 and not fraction.startswith("0")  # noqa: PLR2004
    tail = cardinal(int(fraction)) if as_number else digit_by_digit(fraction)
    return f"{whole(integer)} phẩy {tail}"


def ordinal(number: int) -> str:
    """Read what follows "thứ": nhất, hai, ba, tư, năm."""
    return {1: "nhất", 4: "tư"}.get(number, cardinal(number))


def _below_billion(number: int, *, full: bool) -> str:
    words: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words += [_group(group, full=full or bool(words)), GROUPS[power]]
    return " ".join(filter(None, words))


def _group(number: int, *, full: bool) -> str:
    """Read 1 to 999; in full, the hundreds are read even when there are none."""
    hundreds, rest = divmod(number, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if not rest:
        return " ".join(words)
    if not tens:
        return " ".join([*words, *(["linh"] if words else []), DIGITS[ones]])
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    return " ".join([*words, *([_ones(tens, ones)] if ones else [])])


def _ones(tens: int, ones: int) -> str:
    after_tens = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return after_tens.get(ones, DIGITS[ones])
