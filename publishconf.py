"""Settings of the public site: those of pelicanconf.py at the address that SITE_URL gives."""

import os

if not os.environ.get("SITE_URL"):
    raise SystemExit("Say where the site will stand: SITE_URL=https://…")

from pelicanconf import *  # noqa: F403
