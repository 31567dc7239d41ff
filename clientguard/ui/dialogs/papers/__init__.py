"""Asking what a paper is to be about."""
