"""The writer's server: shows the site, rebuilds on a change, shows mistakes."""
