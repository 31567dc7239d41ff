"""The editors of a form: one for each type of field (`EDITORS`)."""

from __future__ import annotations

from clientguard.domain.records import Field, Type
from clientguard.ui.records.editors.basic import ChoiceEditor, FlagEditor
from clientguard.ui.records.editors.basic import DateEditor as DateEditor
from clientguard.ui.records.editors.basic import Editor as Editor
from clientguard.ui.records.editors.basic import LinkEditor as LinkEditor
from clientguard.ui.records.editors.basic import LongEditor as LongEditor
from clientguard.ui.records.editors.code_editors import CountryEditor, CurrencyEditor
from clientguard.ui.records.editors.terms_editor import TermsEditor

EDITORS: dict[Type, type[Editor]] = {
    Type.LONG: LongEditor,
    Type.CHOICE: ChoiceEditor,
    Type.LANGUAGE: ChoiceEditor,
    Type.DATE: DateEditor,
    Type.INSTANT: DateEditor,
    Type.FLAG: FlagEditor,
    Type.LINK: LinkEditor,
    Type.CURRENCY: CurrencyEditor,
    Type.TERMS: TermsEditor,
}


def editor_of(field: Field) -> type[Editor]:
    """Return the editor of a field."""
    return CountryEditor if field.country else EDITORS.get(field.type, Editor)
