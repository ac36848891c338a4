import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

NOW = datetime(2026, 11, 23, 8, 14, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def render(source: str, language: str = "vi", **context: object) -> str:
    with override(language):
        return Template("{% load theme %}" + source).render(Context({"now": NOW, **context}))


def words(html: str) -> str:
    """Keep what a reader hears: the text without elements, spaces made single."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.mark.parametrize(
    ("source", "heard"),
    [
        ('{% state_chip "done" %}', "Xong"),
        ('{% state_chip "late" "Im từ 05:12" "silent" %}', "Im từ 05:12"),
        ('{% grade "reported" %}', "Tự báo cáo"),
        ('{% grade "recorded" words=False %}', "Có nhật ký, ảnh"),
        ('{% bar 31 40 unit="plays" %}', "31 / 40 lượt phát"),
        (
            "{% bar 31 40 confirmed=12 reported=4 %}",
            "31 / 40 và 4 tự báo cáo trong đó 12 đã kiểm tra",
        ),
        ("{% bar 0 0 %}", "không giao chỉ tiêu"),
        ("{% when now %}", "vừa xong"),
        ("{% when nothing %}", "–"),
        ('{% quantity 1240 "plays" %}', "1.240 lượt phát"),
        ("{{ 40320|grouped }}", "40.320"),
        ("{{ 72|clock }}", "1:12"),
    ],
)
def test_tags_say_in_words_what_they_draw(source: str, heard: str) -> None:
    assert words(render(source, nothing=None)) == heard


def test_what_people_wrote_is_escaped() -> None:
    assert "<script>" not in render('{% state_chip "due" evil %}', evil="<script>x</script>")


def test_places_in_style_are_css_whatever_the_language() -> None:
    assert render("{{ 33.3333|percent_place }}") == "33.333"
    assert 'style="--part: 77.50"' in render("{% bar 31 40 %}")


def test_a_moment_keeps_its_exact_time() -> None:
    html = render("{% when now %}")
    assert html == (
        '<time datetime="2026-11-23T08:14:00+07:00" title="Thứ Hai 23/11/2026 08:14">'
        "vừa xong</time>"
    )


def test_a_sound_on_air_tells_the_page_when_it_began() -> None:
    html = render('{% audio "/a.opus" "Bản tin" 300 now %}')
    assert 'data-started-at="2026-11-23T08:14:00+07:00"' in html
    assert "Đang phát" in html


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="'broken' is not a valid State"):
        render('{% state_chip "broken" %}')


class OneField(forms.Form):
    day = forms.DateField(label="Ngày", help_text="Ngày đầu tiên phát.")


def test_a_field_is_tied_to_its_help_and_its_error() -> None:
    html = render(
        "{% for f in form %}{% field f %}{% endfor %}", form=OneField({"day": "31/6/2026"})
    )
    assert 'aria-describedby="id_day-help id_day-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'for="id_day"' in html
    assert 'id="id_day-error"' in html
