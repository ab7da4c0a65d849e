"""Every setting of the web application; `environment` reads what an installation chooses."""

import logging
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from commonground.web import environment, sqlite

WEB = Path(__file__).parent
ROOMS = WEB.parent / "rooms"
HOME = environment.state_folder()
ADDRESS = environment.address("BASE_URL", "http://localhost:8000")

SECRET_KEY = environment.text("SECRET_KEY") or environment.secret_key(HOME)
DEBUG = False
# a passkey needs a name, which 127.0.0.1 is not; both reach a laptop's own installation
ALLOWED_HOSTS = [ADDRESS.host, *(["127.0.0.1"] if ADDRESS.host == "localhost" else [])]
SERVICE_NAME = "Common Ground"
SIGN_UP = environment.one_of("SIGN_UP", "first", "open")
"""Who may make an account unasked: only the first person ("first"), or anybody ("open")."""

INSTALLED_APPS = [
    "commonground.web.apps.WebConfig",
    "commonground.rooms.audit.apps.AuditConfig",
    "commonground.rooms.people.apps.PeopleConfig",
    "commonground.rooms.issues.apps.IssuesConfig",
    "commonground.rooms.consultation.apps.ConsultationConfig",
    "commonground.rooms.meetings.apps.MeetingsConfig",
    "commonground.rooms.ranking.apps.RankingConfig",
    "commonground.rooms.themes.apps.ThemesConfig",
    "commonground.rooms.assessment.apps.AssessmentConfig",
    "commonground.rooms.plan.apps.PlanConfig",
    "commonground.rooms.places.apps.PlacesConfig",
    "commonground.rooms.profile.apps.ProfileConfig",
    "commonground.rooms.readiness.apps.ReadinessConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "commonground.web.middleware.under_own_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "commonground.web.middleware.kept_out_of_caches",
    "commonground.web.middleware.nothing_too_large",
    "commonground.web.errors.helpful_405",
    "allauth.account.middleware.AccountMiddleware",
]

DEMO_FILLED_BY = [
    "commonground.rooms.issues.demo_actions.fill_demo",
    "commonground.rooms.consultation.demo_actions.fill_demo",
    "commonground.rooms.meetings.demo_actions.fill_demo",
    "commonground.rooms.ranking.demo_actions.fill_demo",
    "commonground.rooms.themes.demo_actions.fill_demo",
    "commonground.rooms.assessment.demo_actions.fill_demo",
    "commonground.rooms.plan.demo_actions.fill_demo",
    "commonground.rooms.places.demo_actions.fill_demo",
    "commonground.rooms.profile.demo_actions.fill_demo",
    "commonground.rooms.readiness.demo_actions.fill_demo",
]
"""What gives the invented partnership its contents, a room at a time, in the order of the cycle."""

COMPUTED_BY = "commonground.rooms.ranking.running.in_a_thread"
"""What computes a ranking while its page says how far it has come."""

ROOT_URLCONF = "commonground.web.urls"
WSGI_APPLICATION = "commonground.web.wsgi.application"
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates", *sorted(ROOMS.glob("*/templates"))],
        "OPTIONS": {
            "environment": "commonground.web.jinja.environment",
            "context_processors": [
                *CONTEXT_PROCESSORS,
                "commonground.web.jinja.layout",
            ],
        },
    },
    {  # allauth's e-mails; its pages are ours, in web/templates
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]
# so that form widgets are looked for where every template is
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Databases -------------------------------------------------------------------------------------
SQLITE_VERSION = sqlite.use_newest_library()
DATABASE_SERVER = environment.server(
    "DATABASE_URL", "postgresql://user:password@host:5432/name", "postgresql", "postgres"
)
DATABASES: dict[str, dict[str, Any]]
if DATABASE_SERVER is None:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "commonground.sqlite3",
            "OPTIONS": sqlite.options(SQLITE_VERSION),
            "CONN_MAX_AGE": 600,
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": DATABASE_SERVER.path,
            "USER": DATABASE_SERVER.user,
            "PASSWORD": DATABASE_SERVER.password,
            "HOST": DATABASE_SERVER.host,
            "PORT": DATABASE_SERVER.port or "",
            "OPTIONS": dict(DATABASE_SERVER.options),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# in the database, so that all workers count the same tries to sign in
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        # so many that nobody can push out the count of their own tries by making others
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # how often each token asks; each process counts for itself, so that reading writes nothing
    "counts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counts",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
API_REQUESTS_PER_MINUTE = environment.whole_number("API_REQUESTS_PER_MINUTE", 300)

# Mail ------------------------------------------------------------------------------------------
MAIL_SERVER = environment.server(
    "SMTP_URL", "smtp://user:password@host:587 (smtps:// for port 465)", "smtp", "smtps"
)
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", f"{SERVICE_NAME} <noreply@{ADDRESS.host}>")
if MAIL_SERVER is None:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mail"
else:
    EMAIL_HOST = MAIL_SERVER.host
    EMAIL_PORT = MAIL_SERVER.port or (465 if MAIL_SERVER.scheme == "smtps" else 587)
    EMAIL_HOST_USER = MAIL_SERVER.user
    EMAIL_HOST_PASSWORD = MAIL_SERVER.password
    EMAIL_USE_SSL = MAIL_SERVER.scheme == "smtps"
    # an address with ?tls=no is for a relay on the same machine
    EMAIL_USE_TLS = not EMAIL_USE_SSL and MAIL_SERVER.options.get("tls") != "no"
    EMAIL_TIMEOUT = 20

# Security --------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ADDRESS.is_secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_TRUSTED_ORIGINS = [ADDRESS.url]
CSRF_FAILURE_VIEW = "commonground.web.errors.form_expired"
SECURE_SSL_REDIRECT = ADDRESS.is_secure
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ADDRESS.is_secure else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXIES = environment.whole_number("PROXIES", 0)
"""How many reverse proxies stand in front; their word for https and the visitor is believed."""
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

OIDC_ISSUER = environment.text("OIDC_ISSUER").rstrip("/")
# A form's answer may redirect to the identity provider; without this the browser blocks sign-in.
FORM_TARGETS = [SELF, *([OIDC_ISSUER] if OIDC_ISSUER else [])]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: for the picture that an authenticator app scans
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": FORM_TARGETS,
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Signing in ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
ACCOUNT_FORMS_IN = "commonground.rooms.people.account_forms"
MFA_ADAPTER = "commonground.rooms.people.signing_in.SecondStepAdapter"
ACCOUNT_ADAPTER = "commonground.rooms.people.signing_in.AccountAdapter"
USERSESSIONS_ADAPTER = "commonground.rooms.people.signing_in.UserSessionsAdapter"
SOCIALACCOUNT_ADAPTER = "commonground.rooms.people.signing_in.SocialAccountAdapter"
ACCOUNT_FORMS = {
    "login": f"{ACCOUNT_FORMS_IN}.LoginForm",
    "signup": f"{ACCOUNT_FORMS_IN}.SignupForm",
    "add_email": "commonground.rooms.people.own_address.ChangeAddressForm",
    "change_password": f"{ACCOUNT_FORMS_IN}.ChangePasswordForm",
    "set_password": f"{ACCOUNT_FORMS_IN}.SetPasswordForm",
    "reset_password": f"{ACCOUNT_FORMS_IN}.ResetPasswordForm",
    "reset_password_from_key": f"{ACCOUNT_FORMS_IN}.ResetPasswordKeyForm",
    "reauthenticate": f"{ACCOUNT_FORMS_IN}.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": f"{ACCOUNT_FORMS_IN}.SecondStepForm",
    "reauthenticate": f"{ACCOUNT_FORMS_IN}.ConfirmCodeForm",
    "activate_totp": f"{ACCOUNT_FORMS_IN}.ActivateAppForm",
    "add_webauthn": f"{ACCOUNT_FORMS_IN}.AddPasskeyForm",
    "edit_webauthn": f"{ACCOUNT_FORMS_IN}.RenamePasskeyForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "commonground.rooms.people.signing_in.NameForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_CHANGE_EMAIL = True
# An address is proved by the invitation or the reset that was sent to it; the first account, made
# on the machine itself before mail may work, need not prove any.
ACCOUNT_EMAIL_VERIFICATION = "none" if SIGN_UP == "first" else "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SERVICE_NAME}: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ADDRESS.is_secure else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ADDRESS.is_secure
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": environment.text("OIDC_NAME", "your organisation"),
                "client_id": environment.text("OIDC_CLIENT_ID"),
                "secret": environment.text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
    }

# Languages, time, static files -----------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
# each by its own name, which is the same in every language
ENGLISH, WELSH = ("en-gb", "English"), ("cy", "Cymraeg")
LANGUAGES = [
    {"en": ENGLISH, "cy": WELSH}[code] for code in environment.some_of("LANGUAGES", "en", "cy")
]
DRAFT_LANGUAGES = ["cy"]
"""Whose wording no translator has checked yet: a banner says so on each page."""
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [WEB / "locale"]
FORMAT_MODULE_PATH = ["commonground.web.formats"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/London"
STATIC_URL = "static/"
# served straight from where they are: there is no build step and nothing to collect
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Logs: to standard error, with neither addresses of people nor the tokens of their links --------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"masked": {"()": "commonground.web.log_lines.Masked"}},
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["masked"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["stderr"], "level": logging.INFO},
    "loggers": {"django": {"handlers": [], "level": logging.INFO, "propagate": True}},
}
