"""The practice as pure functions and frozen records: no Qt, no SQL, no files, no clock.

Today, now and entropy are arguments. Functions return values and message keys (`words.Said`), never finished
sentences: `clientguard.texts` turns those into a language.
"""
