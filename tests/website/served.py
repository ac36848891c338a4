"""The door in front of everything: `uvicorn tests.website.served:application`."""

from loa.asgi import application as behind
from loa.channels.portal.live.streams import Streams

application = behind if isinstance(behind, Streams) else Streams(behind)
