"""Where a web server finds the application."""

import os

from django.core.wsgi import get_wsgi_application

from commonground.web import environment, state_lock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonground.web.settings")

environment.write_for_this_user_alone()
# each worker says that the folder is in use, so that nothing is restored under it
state_lock.share(environment.state_folder())
application = get_wsgi_application()
