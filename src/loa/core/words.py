"""The words that rooms share: each is stored and sent as its value."""

from enum import StrEnum


class Scope(StrEnum):
    """Who a message is for; an internal one never reaches a loudspeaker or the portal."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Priority(StrEnum):
    """Circular 39/2020/TT-BTTTT's three: chosen locally, put first, played at once."""

    ROUTINE = "routine"
    PRIORITY = "priority"
    EMERGENCY = "emergency"


class Grade(StrEnum):
    """How a figure is known; a simulated one is marked apart and never summed with real."""

    REPORTED = "reported"  # a person says so
    RECORDED = "recorded"  # a device's ledger, or a photo with its place
    CONFIRMED = "confirmed"  # by somebody or something independent


class Mood(StrEnum):
    """What a pause may stop: festive content falls silent in mourning, plain does not."""

    PLAIN = "plain"
    FESTIVE = "festive"


class Genre(StrEnum):
    """What sort of item a message is; offices pay their authors by it."""

    ARTICLE = "article"
    NOTICE = "notice"
    BULLETIN = "bulletin"  # an item of the news, and what a message is that does not say
    SLOGAN = "slogan"
    OUTLINE = "outline"  # of a talk
    INTERVIEW = "interview"
    VOXPOP = "voxpop"
    PROFILE = "profile"
    ACHIEVEMENT = "achievement"
    ANSWER = "answer"  # to a resident's question
    IDENT = "ident"


class Form(StrEnum):
    """In which shape the words of a message stand."""

    LOUDSPEAKER = "loudspeaker"  # and what the words are of a message that does not say
    SHORT = "short"  # what loudspeakers say instead, where it exists
    RADIO = "radio"
    WEB = "web"
    BANNER = "banner"
    OUTLINE = "outline"


class LateRule(StrEnum):
    """What a player does with an item whose start has passed."""

    WHOLE = "whole"  # from its beginning, while it still ends inside its session
    SKIP = "skip"  # not at all
    JOIN = "join"  # from the moment that is now due (relays, music)


class Kind(StrEnum):
    """What an item of a rundown is."""

    MESSAGE = "message"
    IDENT = "ident"  # signature sound around a session; a message like any other
    RELAY = "relay"  # source and window are signed, the sound is not
    FILLER = "filler"


class Clock(StrEnum):
    """How far a player may trust its clock."""

    SYNCHRONISED = "synchronised"
    HARDWARE = "hardware"  # a battery-backed clock that has not been compared lately
    FLOOR = "floor"  # only "not before": nothing but emergencies may be played


class Outcome(StrEnum):
    """What became of one planned item."""

    AIRED = "aired"  # whole, and begun within tolerance
    LATE = "late"  # whole, begun later
    CUT = "cut"  # begun, not whole
    MISSED = "missed"  # with a reason
    PENDING = "pending"  # its time has not come, or its ledger has not arrived


class Missed(StrEnum):
    """Why an item was not heard."""

    OFF = "off"  # the player had no power
    CLOCK = "clock"  # the player did not know what time it was
    MEDIA = "media"  # the sound had not arrived, or was not what its hash promised
    RUNDOWN = "rundown"  # no valid rundown for that day had arrived
    LATE = "late"  # its start had passed and its rule says skip
    PREEMPTED = "pre-empted"  # something of higher rank was on air
    QUIET = "quiet"  # policy: outside the hours, over a cap
    PAUSED = "paused"  # content of its mood was paused there
    REFUSED = "refused"  # not approved, revoked, expired
    OUTPUT = "output"  # the sound device failed
    NO_REPORT = "no-report"  # nothing has come back from the station
