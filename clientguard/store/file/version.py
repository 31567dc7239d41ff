"""The number of the newest schema, in a module of its own so that opening a casebook need not import the steps."""

SCHEMA = 12
APPLICATION_ID = 0x43474231  # "CGB1" in a casebook's header
