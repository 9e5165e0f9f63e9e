"""Settings of our own build in the comparison: the site's, with one place as cover and climate."""

import pelicanconf
from pelicanconf import *  # noqa: F403

BRAND = {**pelicanconf.BRAND, "cover": "sa-pa", "climate": "sa-pa", "fonts_preload": []}
