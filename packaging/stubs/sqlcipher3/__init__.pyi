from . import dbapi2 as dbapi2

__version__: str
