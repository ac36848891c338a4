import pytest

from loa.devices.ranges import Range, UnsatisfiableError, read_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("bytes=0-", Range(0, 10)),
        ("bytes=0-0", Range(0, 1)),
        ("bytes=3-5", Range(3, 6)),
        ("bytes=3-99", Range(3, 10)),
        ("bytes=-4", Range(6, 10)),
        ("bytes=-40", Range(0, 10)),
        ("bytes=5-3", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("items=0-1", None),
        ("bytes=" + "9" * 400 + "-", None),
    ],
)
def test_read_range(header: str | None, expected: Range | None) -> None:
    assert read_range(header, 10) == expected


@pytest.mark.parametrize(("header", "size"), [("bytes=10-", 10), ("bytes=-0", 10), ("bytes=-1", 0)])
def test_nothing_of_it_exists(header: str, size: int) -> None:
    with pytest.raises(UnsatisfiableError):
        read_range(header, size)
