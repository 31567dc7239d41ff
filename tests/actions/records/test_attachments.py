"""Files: taken in as they are, given out again to the byte."""

from __future__ import annotations

import pytest

from clientguard.actions.records import attachments
from clientguard.domain.records import Attachment
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from tests import factories

CONTRACT = (
    "contracts/open-agreements+open-agreements/bonterms-cc0-1.0/bonterms-professional-services-agreement/template.docx"
)


@pytest.fixture
def client(book):
    return factories.add(book, "client")


def files(book) -> list[Attachment]:
    with book.read() as db:
        return lookup.find_records(db, Attachment)


def test_a_real_contract_comes_out_as_it_went_in(book, client, corpus, tmp_path):
    contract = factories.add(book, "contract", client=client)
    attachments.attach_files(book, contract, [corpus / CONTRACT])
    (file,) = files(book)
    assert (file.of, file.client, file.name) == (contract, client, "template.docx")
    assert attachments.read_content(book, file.id) == ("template.docx", (corpus / CONTRACT).read_bytes())
    attachments.save_copy(book, file.id, tmp_path / "copy.docx")
    assert (tmp_path / "copy.docx").read_bytes() == (corpus / CONTRACT).read_bytes()


def test_a_file_under_a_client_or_the_business_says_whose_it_is(book, client, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    attachments.attach_files(book, client, [tmp_path / "a.txt"])
    attachments.attach_files(book, 1, [tmp_path / "a.txt"])
    assert [(each.of, each.client) for each in files(book)] == [(client, client), (1, None)]


def test_one_file_that_cannot_be_read_keeps_all_out(book, client, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    with pytest.raises(KnownError, match=r"missing\.txt was not found"):
        attachments.attach_files(book, client, [tmp_path / "a.txt", tmp_path / "missing.txt"])
    assert files(book) == []


def test_no_files_change_nothing(book, client):
    assert not attachments.attach_files(book, client, [])


def test_a_copy_that_cannot_be_written_is_said(book, client, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    attachments.attach_files(book, client, [tmp_path / "a.txt"])
    with pytest.raises(KnownError, match=r"could not be written: .* The file is still in the casebook"):
        attachments.save_copy(book, files(book)[0].id, tmp_path / "a.txt" / "copy.txt")
