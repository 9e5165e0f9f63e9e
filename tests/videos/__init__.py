"""Tests of videos: their files, their captions, their hosts."""
