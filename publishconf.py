"""Settings of the public site; its address comes from SITE_URL."""

import os
from urllib.parse import urlsplit

if not urlsplit(os.environ.get("SITE_URL", "")).hostname:
    raise SystemExit("Say where the site will stand: SITE_URL=https://… (with the scheme).")

from pelicanconf import *  # noqa: F403
