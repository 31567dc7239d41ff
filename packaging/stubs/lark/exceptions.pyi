from lark import Token

class UnexpectedInput(Exception): ...  # noqa: N818

class UnexpectedCharacters(UnexpectedInput):
    pos_in_stream: int

class UnexpectedToken(UnexpectedInput):
    token: Token
