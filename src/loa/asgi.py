"""The web server's door (uvicorn loa.asgi:application)."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.settings")
# Static files are short and come from WhiteNoise, which hands them over synchronously.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
application = get_asgi_application()
