"""The web server's door (uvicorn loa.asgi:application)."""

import gc
import os
import warnings

from django.core.asgi import get_asgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.settings")
# Static files are short and come from WhiteNoise, which hands them over synchronously.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
pages = get_asgi_application()

# These read settings, which the line above has set up.
from loa.channels.portal.live.streams import Streams  # noqa: E402
from loa.channels.portal.lobby import Lobby  # noqa: E402
from loa.control.streams import LOOKS_EVERY_S, Pulses  # noqa: E402
from loa.control.work.files import LARGEST as DUTY_FILE  # noqa: E402
from loa.core.ledger import MAX_SEGMENT  # noqa: E402
from loa.devices.door import Door  # noqa: E402
from loa.newsroom.views.sounds import LARGEST  # noqa: E402
from loa.operations.bodies import BodyLimit  # noqa: E402
from loa.plans.importing.reading import MOST_BYTES  # noqa: E402
from loa.theme import streams  # noqa: E402

PICTURE = 12 * 1024 * 1024  # a site editor's, as WAGTAILIMAGES_MAX_UPLOAD_SIZE says
FORM = 2_000_000  # bytes: the longest page that a person fills in is far shorter
staff = streams.Streams(Lobby(pages), Pulses(), every_s=LOOKS_EVERY_S)
application = BodyLimit(
    Door(Streams(staff)),
    limit=FORM,
    # A little above what the views say themselves, who say it in the person's own words.
    larger={
        "/api/ledger": MAX_SEGMENT + 1,
        "/items/": LARGEST + FORM,
        "/bulletins/": LARGEST + FORM,
        "/plan-documents/": MOST_BYTES + FORM,
        "/cms/": PICTURE + FORM,
        "/work/": DUTY_FILE + FORM,
    },
)

# What stands now stays for as long as the server: looking through it for what nobody holds any
# more takes a tenth of a second each time, in the middle of somebody's page.
len(get_resolver().url_patterns)  # read now, with all that they import
gc.collect()
gc.freeze()
