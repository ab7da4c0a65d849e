"""What templates can use beside their context: translations, addresses, fields, the nonce."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import json_script
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    PrefixLoader,
)

from commonground import __version__
from commonground.rooms.people.signing_in import may_sign_up, sign_in_providers
from commonground.web.elsewhere import action_locations, issue_links, issue_locations
from commonground.web.fields import error_summary, field
from commonground.web.languages import current_language, language_links
from commonground.web.navigation import account_links, navigation


def environment(**options: Any) -> Environment:
    """Return the environment of every page: our templates, then the design system's macros."""
    design_system = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], design_system])
    # compiling all of them takes a second: done once, and again for each that changes
    compiled = settings.HOME / "compiled-templates"
    compiled.mkdir(exist_ok=True)
    options["bytecode_cache"] = FileSystemBytecodeCache(str(compiled))
    # an e-mail is plain text: there an apostrophe is an apostrophe
    options["autoescape"] = lambda name: not (name or "").endswith(".txt")
    made = Environment(extensions=["jinja2.ext.i18n"], **options)
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        url=lambda name, *args: reverse(name, args=args),
        static=lambda path: f"{static(path)}?v={__version__}",
        field=field,
        error_summary=error_summary,
        navigation=navigation,
        account_links=account_links,
        issue_links=issue_links,
        issue_locations=issue_locations,
        action_locations=action_locations,
        service_name=settings.SERVICE_NAME,
        service_url=settings.ADDRESS.url,
        date=lambda moment, form: date_format(localtime(moment), form),
        may_sign_up=may_sign_up,
        sign_in_providers=sign_in_providers,
    )
    made.filters["json_script"] = json_script
    return made


def used_environment() -> Environment:
    """Return the environment that Django made by `environment`."""
    backend = engines["jinja2"]
    assert isinstance(backend, Jinja2)
    return backend.env


def load_templates() -> None:
    """Load every template, so that nobody's first page waits for it, nor many for the same one."""
    made = used_environment()
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)


def layout(request: HttpRequest) -> dict[str, object]:
    """Return what the layout of every page needs of its request."""
    return {
        # The nonce is lazy, and false until it is text: without this no script would ever start.
        "cspNonce": str(getattr(request, "csp_nonce", "")),
        "htmlLang": current_language(),
        "languages": language_links(),
        "is_draft_language": current_language() in settings.DRAFT_LANGUAGES,
        "flashes": [(one.level_tag, str(one)) for one in get_messages(request)],
    }
