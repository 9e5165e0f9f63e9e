"""Pictures: which renditions a page asks for, and the making of each, once."""
