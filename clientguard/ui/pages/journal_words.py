"""What an entry of the journal did, in words: as a line of the list, and with the old and the new values."""

from __future__ import annotations

from clientguard.domain.records import Record, Type
from clientguard.store.views.journal import JournalRow, Written
from clientguard.store.views.records import ERASED
from clientguard.texts import _, _n
from clientguard.ui.records.shown import shown

LONG = 80  # characters of a value that stands on a line of its own


def change_word(change: str) -> str:
    """Return what an entry did, as a word."""
    words = {
        "create": _("Casebook created"),
        "add": _("Added"),
        "change": _("Changed"),
        "remove": _("Removed"),
        "restore": _("Restored"),
        "erase": _("Erased"),
        "correct": _("Corrected"),
        "anchor": _("Anchor recorded"),
    }
    return words.get(change, change)


def about(row: JournalRow) -> str:
    """Return what an entry has to do with others, and what it lost."""
    parts: list[str] = []
    if row.corrects:
        parts.append(_("corrects entry {seq}", seq=row.corrects))
    parts += [_("corrected by entry {seq}", seq=seq) for seq in row.corrected_by]
    if row.change == "erase":
        parts.append(_("from entries {entries}", entries=row.entries.replace(",", ", ")))
    if row.gone:
        parts.append(_("its values were erased"))
    if row.lost:
        parts.append(_n("{count} field redacted", "{count} fields redacted", row.lost))
    return ", ".join(parts)


def changes(wrote: Written) -> str:
    """Return what an entry changed, a field after the other, each with its old and its new value."""
    return "\n".join(_change(wrote, name) for name in wrote.fields)


def _change(wrote: Written, name: str) -> str:
    label = _(wrote.after.kind.field(name).label)
    after = _value(wrote, name, wrote.after, lost=name in wrote.lost_after) or "—"
    if wrote.before is None:
        return _("{field}: {value}", field=label, value=after)
    before = _value(wrote, name, wrote.before, lost=name in wrote.lost_before) or "—"
    if any(len(each) > LONG or "\n" in each for each in (before, after)):
        lines = (
            _("{field}, before: {value}", field=label, value=before),
            _("{field}, after: {value}", field=label, value=after),
        )
        return "\n".join(lines)
    return _("{field}: {before} → {after}", field=label, before=before, after=after)


def _value(wrote: Written, name: str, record: Record, *, lost: bool) -> str:
    """Return a value as it is shown elsewhere; a long text with its lines, and what was erased as such."""
    if lost:
        return _(ERASED)
    field = record.kind.field(name)
    if field.type is Type.LONG:
        return (getattr(record, name) or "").strip()
    return shown(field, record, wrote.titles)
