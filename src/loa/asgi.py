"""The web server's door (uvicorn loa.asgi:application)."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.settings")
application = get_asgi_application()
