"""The practice as pure functions and frozen records: no Qt, no SQL, no files, no clock.

Today, now and entropy are arguments. Functions return values and message keys (`wording.Said`), never finished
sentences; `clientguard.texts` puts those into the user's language.
"""
