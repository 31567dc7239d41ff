"""Reading a QR figure of version 5, level Q, as a scanner does (ISO/IEC 18004), but without mending errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

SIZE = 37
BLOCKS = (15, 15, 16, 16)  # bytes of data in each block
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
FORMAT = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
FORMAT_MASK = 0b101010000010010
LEVEL_Q = 0b11
MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, column: row % 2 == 0,
    lambda row, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)


def read(figure: Sequence[Sequence[bool]]) -> str:
    """Return the text of a figure."""
    assert len(figure) == SIZE
    format_bits = number(figure[row][column] for row, column in FORMAT) ^ FORMAT_MASK
    assert format_bits >> 13 == LEVEL_Q
    mask = MASKS[format_bits >> 10 & 7]
    bits = [figure[row][column] != mask(row, column) for row, column in path()]
    words = [number(bits[start : start + 8]) for start in range(0, len(bits) - 7, 8)]
    return text(blocks(words))


def path() -> Iterator[tuple[int, int]]:
    """Yield the places of data: in pairs of columns from the right, up and down in turn."""
    up = True
    for right in (*range(SIZE - 1, 6, -2), 5, 3, 1):
        for step in range(SIZE):
            row = SIZE - 1 - step if up else step
            yield from ((row, column) for column in (right, right - 1) if not fixed(row, column))
        up = not up


def fixed(row: int, column: int) -> bool:
    """Whether a place belongs to the patterns by which a figure is found."""
    far = SIZE - 8
    corners = (row < 9 and column < 9) or (row < 9 and column >= far) or (row >= far and column < 9)
    return corners or 6 in (row, column) or (28 <= row <= 32 and 28 <= column <= 32)


def blocks(words: Sequence[int]) -> bytes:
    """Return the data, whose blocks were woven together byte by byte."""
    found: list[list[int]] = [[] for _ in BLOCKS]
    words_left = iter(words)
    for place in range(max(BLOCKS)):
        for block, count in zip(found, BLOCKS, strict=True):
            if place < count:
                block.append(next(words_left))
    return bytes(word for block in found for word in block)


def text(data: bytes) -> str:
    """Return the signs of a figure in the alphanumeric mode, or its bytes."""
    bits = iter("".join(f"{each:08b}" for each in data))

    def take(count: int) -> int:
        return int("".join(next(bits) for _ in range(count)), 2)

    mode = take(4)
    if mode == 0b0100:
        return bytes(take(8) for _ in range(take(8))).decode("latin-1")
    assert mode == 0b0010, bin(mode)
    count = take(9)
    signs = [sign for _ in range(count // 2) for sign in divmod(take(11), len(SIGNS))]
    return "".join(SIGNS[sign] for sign in (*signs, *([take(6)] if count % 2 else [])))


def number(bits: Iterator[bool] | Sequence[bool]) -> int:
    """Return bits, the highest first, as a number."""
    return int("".join("01"[bit] for bit in bits), 2)
