"""What findings are called, why a rule found them and how sure it is, in two languages.

A rule's name, such as "number-after-so", stays the stable word; these are its words.
"""

from collections.abc import Mapping
from types import MappingProxyType

from loa.plans.problems import Language, both

TITLES: Mapping[str, Mapping[Language, str]] = MappingProxyType(
    {
        "number": both("Số", "Number"),
        "issuer": both("Cơ quan ban hành", "Issuer"),
        "issued_on": both("Ngày ban hành", "Issued on"),
        "kind": both("Loại văn bản", "Kind"),
        "title": both("Trích yếu", "Abstract"),
        "bases": both("Căn cứ", "Bases"),
        "purposes": both("Mục đích, yêu cầu", "Purposes"),
        "phases": both("Đợt", "Phases"),
        "topics": both("Nội dung", "Topics"),
        "channels": both("Hình thức", "Channels"),
        "assignments": both("Phân công", "Assignments"),
        "slogans": both("Khẩu hiệu", "Slogans"),
        "recipients": both("Nơi nhận", "Recipients"),
        "annexes": both("Phụ lục", "Annexes"),
        "contradictions": both("Chỗ mâu thuẫn", "Contradictions"),
        "not_understood": both("Máy không hiểu", "Not understood"),
    }
)
REASONS: Mapping[str, Mapping[Language, str]] = MappingProxyType(
    {
        "number-after-so": both("vì đứng sau chữ “Số:”", "it stands behind “Số:”"),
        "number-left-blank": both("sau chữ “Số” còn để trống", "behind “Số” it is left blank"),
        "lower-name-of-head": both(
            "vì là tên cơ quan ở dòng dưới của phần đầu văn bản",
            "it is the lower name in the head of the document",
        ),
        "symbol-and-signature": both(
            "vì ký hiệu và chữ ký là của cơ quan này",
            "the symbol and the signature are this body's",
        ),
        "place-from-the-line-above": both(
            "vì là tên cơ quan ở phần đầu, địa danh lấy ở dòng trên",
            "it is the name in the head, its place taken from the line above",
        ),
        "day-in-head": both("vì là ngày ở phần đầu văn bản", "it is the day in the head"),
        "day-left-blank": both(
            "ngày ở phần đầu văn bản còn để trống", "the day in the head is left blank"
        ),
        "kind-over-title": both("vì đứng riêng trên trích yếu", "it stands over the abstract"),
        "letter-by-subject": both("vì có “V/v” như công văn", "“V/v” marks an official letter"),
        "letter-by-symbol": both("vì ký hiệu là của công văn", "the symbol is a letter's"),
        "title-under-kind": both("vì đứng dưới tên loại văn bản", "it stands under the kind"),
        "title-after-subject": both("vì đứng sau “V/v”", "it stands behind “V/v”"),
        "title-under-symbol": both("vì đứng dưới số của công văn Đảng", "it stands under a number"),
        "basis-in-preamble": both(
            "vì đứng sau “Căn cứ”, “Thực hiện” ở phần mở đầu",
            "it stands behind “Căn cứ” or “Thực hiện” in the preamble",
        ),
        "basis-in-its-section": both("vì nằm trong mục căn cứ", "it stands in the part on bases"),
        "purpose-section": both(
            "vì nằm trong mục mục đích, yêu cầu", "it stands in the part on purposes"
        ),
        "phase-with-dates": both("vì là tên đợt kèm ngày tháng", "a phase's name with days"),
        "phase-table": both("vì là dòng có ngày trong bảng", "a row with days in a table"),
        "around-event": both(
            "vì tính theo ngày của sự kiện nêu trong văn bản",
            "it is counted from the day of an event that the document names",
        ),
        "days-under-label": both(
            "vì ngày tháng đứng dưới tên đợt", "days stand under the phase's name"
        ),
        "whole-term": both(
            "vì là thời gian chung của cả văn bản", "it is the whole term of the document"
        ),
        "topic-list": both("vì nằm trong mục nội dung", "it stands in the list of contents"),
        "topic-line": both(
            "vì là một dòng của mục nội dung", "it is a line in the part on contents"
        ),
        "topic-in-running-text": both(
            "vì là một vế, ngăn bởi dấu chấm phẩy, trong phần nội dung",
            "it is a part between semicolons in the text on contents",
        ),
        "topic-table": both("vì là ô nội dung trong bảng", "it is a cell of contents in a table"),
        "word-of-channel": both("vì có từ chỉ hình thức này", "a word names this form"),
        "unit-before-colon": both(
            "vì tên đơn vị đứng trước dấu hai chấm", "a body's name stands before the colon"
        ),
        "unit-before-verb": both(
            "vì câu mở đầu bằng tên đơn vị", "the sentence begins with a body's name"
        ),
        "unit-in-running-text": both(
            "vì câu giao việc nêu tên đơn vị", "the sentence gives a task to a named body"
        ),
        "duty-under-unit": both("vì nằm dưới tên đơn vị", "it stands under the name of a body"),
        "unit-behind-task": both(
            "vì tên đơn vị đứng sau việc được giao", "a body's name stands behind the task"
        ),
        "unit-of-an-activity": both(
            "vì dòng “Người thực hiện” dưới việc này nêu tên",
            "a line under this activity says who does it",
        ),
        "task-table": both("vì là dòng trong bảng phân công", "a row in the table of tasks"),
        "slogan-list": both("vì nằm trong danh sách khẩu hiệu", "it stands among the slogans"),
        "slogan-in-running-text": both(
            "vì nằm trong đoạn nêu khẩu hiệu", "it stands in a text that gives slogans"
        ),
        "slogan-table": both("vì là ô khẩu hiệu trong bảng", "it is a cell of slogans in a table"),
        "recipient-in-foot": both("vì đứng dưới “Nơi nhận”", "it stands under “Nơi nhận”"),
        "addressee": both("vì đứng sau “Kính gửi”", "it stands behind “Kính gửi”"),
        "annex-heading": both("vì là đầu đề của phụ lục", "it is the heading of an annex"),
        "contradiction": both(
            "vì hai điều văn bản ghi không thể cùng đúng",
            "two things that the document says cannot both be right",
        ),
        "form-without-channel": both(
            "hình thức này chưa có kênh tương ứng", "there is no channel for this form"
        ),
        "time-without-days": both(
            "nói về thời gian mà không có ngày", "it speaks of time without days"
        ),
        "days-without-a-phase": both(
            "có ngày tháng mà không thành một đợt", "it has days, and names no phase"
        ),
        "text-without-topic": both(
            "nằm trong mục nội dung mà không thành một nội dung",
            "it stands in the part on contents, and gave none",
        ),
        "duty-without-unit": both(
            "nói về việc phải làm mà không rõ đơn vị nào", "a task that names no body"
        ),
        "item-without-section": both(
            "không rõ đoạn này thuộc phần nào", "it is not clear what this passage belongs to"
        ),
        "row-without-finding": both(
            "dòng này của bảng không cho ra điều gì", "nothing was found in this row of a table"
        ),
        "left-open": both(
            "câu này để ngỏ, không nêu cụ thể", "the sentence leaves open what is to be done"
        ),
        "letters-of-tcvn3": both(
            "có chữ theo bảng mã cũ (TCVN3)", "it has letters of an old encoding (TCVN3)"
        ),
        "words-torn-apart": both("chữ bị đứt, không đọc được", "the words are torn apart"),
        "not-found": both("máy không thấy trong văn bản", "it was not found in the document"),
        "added-by-hand": both("người dùng thêm vào", "a person added it"),
    }
)
_OTHERWISE = both("theo cách trình bày của văn bản", "by the layout of the document")
SURE, FAIRLY = 0.9, 0.8


def reason(why: str, language: Language) -> str:
    """Say a rule's name in words; what follows its colon is the value's affair."""
    return REASONS.get(why.partition(":")[0], _OTHERWISE)[language]


def confidence(value: float, language: Language) -> str:
    """Say in words how sure a rule is."""
    said = (
        both("chắc chắn", "sure")
        if value >= SURE
        else both("khá chắc", "fairly sure")
        if value >= FAIRLY
        else both("chưa chắc", "unsure")
    )
    return said[language]
