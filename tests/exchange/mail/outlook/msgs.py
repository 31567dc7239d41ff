"""A small writer of Outlook's `.msg` files, for tests: an OLE file with all its streams in the small sectors."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
SECTOR, SMALL = 512, 64


@dataclass
class Folder:
    """A folder of the file: streams by name, and folders by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)

    def put(self, number: int, value: str | bytes | int, head: int = 32) -> Folder:
        """Add a property: a text, bytes, or a number; times are numbers of eight bytes."""
        table = self.streams.setdefault("__properties_version1.0", b"\0" * head)
        if isinstance(value, int):
            wide = value > 0xFFFFFFFF
            table += struct.pack("<HHI", 0x40 if wide else 3, number, 6) + struct.pack("<Q", value)
        else:
            kind, data = (0x1F, value.encode("utf-16-le")) if isinstance(value, str) else (0x102, value)
            table += struct.pack("<HHIII", kind, number, 6, len(data), 0)
            self.streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
        self.streams["__properties_version1.0"] = table
        return self


def message(subject: str = "Hello", text: str = "See you on Friday.", *, inner: bool = False) -> Folder:
    """Return a message that someone sent on 20 November 2026 at 9:12 UTC."""
    head = 24 if inner else 32
    found = Folder().put(0x001A, "IPM.Note", head).put(0x0037, subject).put(0x1000, text)
    found.put(0x0042, "Ann Ash").put(0x5D02, "ann@harbour.example").put(0x0065, "/O=HARBOUR/CN=ANN")
    return found.put(0x1035, "<1@harbour.example>").put(0x0039, (1795165920 + 11644473600) * 10_000_000)


def recipient(name: str, address: str, kind: int = 1) -> Folder:
    """Return someone whom it went to: 1 to, 2 a copy, 3 a hidden copy."""
    return Folder().put(0x3001, name, 8).put(0x39FE, address).put(0x0C15, kind)


def attachment(name: str, data: bytes, kind: str = "") -> Folder:
    """Return a file."""
    return Folder().put(0x3707, name, 8).put(0x3701, data).put(0x370E, kind).put(0x3705, 1)


def attached(inner: Folder) -> Folder:
    """Return a message as an attachment."""
    found = Folder().put(0x3705, 5, 8)
    found.folders["__substg1.0_3701000D"] = inner
    return found


def with_all(root: Folder, recipients: list[Folder], files: list[Folder]) -> Folder:
    """Return a message with its recipients and files."""
    root.folders |= {f"__recip_version1.0_#{number:08X}": each for number, each in enumerate(recipients)}
    root.folders |= {f"__attach_version1.0_#{number:08X}": each for number, each in enumerate(files)}
    return root


def file(root: Folder) -> bytes:
    """Return a message as the bytes of a `.msg` file."""
    entries: list[bytes] = []
    small = bytearray()
    small_fat: list[int] = []

    def stream(data: bytes) -> int:
        start, count = len(small_fat), -(-len(data) // SMALL)
        small.extend(data + b"\0" * (-len(data) % SMALL))
        small_fat.extend([*range(start + 1, start + count), END] if count else [])
        return start if count else END

    def entry(name: str, kind: int, after: int, child: int, start: int, size: int) -> bytes:
        packed = name.encode("utf-16-le") + b"\0\0"
        return (
            packed.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(packed), kind, 1, NONE, after, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )

    def folder(each: Folder) -> int:
        """Write what is in a folder, and return the entry of the first."""
        after = NONE
        for name, inner in reversed(list(each.folders.items())):
            child = folder(inner)
            entries.append(entry(name, 1, after, child, 0, 0))
            after = len(entries)
        for name, data in reversed(list(each.streams.items())):
            entries.append(entry(name, 2, after, NONE, stream(data), len(data)))
            after = len(entries)
        return after

    first = folder(root)
    tables = struct.pack(f"<{len(small_fat)}I", *small_fat)
    tables += b"\xff" * (-len(tables) % SECTOR)
    small.extend(b"\0" * (-len(small) % SECTOR))
    small_sectors, table_sectors = len(small) // SECTOR, len(tables) // SECTOR
    listed = b"".join([entry("Root Entry", 5, NONE, first, 0, len(small)), *entries])
    listed += entry("", 0, NONE, NONE, 0, 0) * (-len(entries) - 1 & 3)
    list_sectors = len(listed) // SECTOR
    others = small_sectors + table_sectors + list_sectors
    fat_sectors = next(count for count in range(1, 100) if count * 128 >= others + count)
    fat: list[int] = []
    for count in (small_sectors, table_sectors, list_sectors):
        fat += [*range(len(fat) + 1, len(fat) + count), END]
    fat += [FAT] * fat_sectors + [FREE] * (fat_sectors * 128 - others - fat_sectors)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, fat_sectors, small_sectors + table_sectors, 0, 4096, small_sectors,
                        table_sectors, END, 0)  # fmt: skip
    head += struct.pack("<109I", *[others + number for number in range(fat_sectors)], *[FREE] * (109 - fat_sectors))
    return head + bytes(small) + tables + listed + struct.pack(f"<{len(fat)}I", *fat)
