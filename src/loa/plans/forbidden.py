"""What must never be a target, because a quota on it makes people invent it.

Comments, survey answers, complaints, who came by name, and approval counted in clicks:
their numbers have to come from people alone. Words are compared folded (`core.fold`),
so case and accents hide nothing.
"""

from loa.core.fold import fold

# As a target's unit, channel, name or key might say it, in Vietnamese and in English.
WORDS = (
    # comments and opinions
    "ý kiến",
    "lượt góp ý",
    "phiếu góp ý",
    "bài góp ý",
    "số góp ý",
    "bình luận",
    "comment",
    "comments",
    "opinion",
    "opinions",
    # survey answers
    "khảo sát",
    "phiếu hỏi",
    "phiếu thăm dò",
    "lượt trả lời",
    "survey",
    "surveys",
    "answers",
    "respondents",
    "questionnaires",
    # complaints and requests
    "khiếu nại",
    "tố cáo",
    "đơn thư",
    "kiến nghị",
    "phản ánh",
    "than phiền",
    "complaint",
    "complaints",
    "petitions",
    # named attendance
    "điểm danh",
    "danh sách người dự",
    "danh sách người tham dự",
    "danh sách tham dự",
    "ký tên",
    "chữ ký",
    "họ tên",
    "named attendance",
    "attendance list",
    "attendees",
    "signatures",
    "names",
    # approval counted in clicks
    "lượt thích",
    "lượt chia sẻ",
    "người theo dõi",
    "likes",
    "shares",
    "followers",
)
# A meeting may be held to comment ("Hội nghị góp ý"), so only what is counted is looked at.
COUNTED_WORDS = ("góp ý", "phiếu góp", "phiếu trả lời", "người tham dự", "attendance", "votes")


def forbidden_word(*, counted: tuple[str, ...], named: tuple[str, ...] = ()) -> str:
    """Return the first forbidden word, or nothing.

    `counted` are the words that say what is counted, `named` those that only name the
    target.
    """
    for words, texts in ((WORDS + COUNTED_WORDS, counted), (WORDS, named)):
        for text in texts:
            padded = f" {fold(text)} "
            for word in words:
                if f" {fold(word)} " in padded:
                    return word
    return ""
