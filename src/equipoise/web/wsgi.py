"""The door of a web server: `gunicorn equipoise.web.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "equipoise.web.settings")
application = get_wsgi_application()
