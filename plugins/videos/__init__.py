"""Videos: what their files hold, their captions, the hosts of others, and what plays on a page."""
