"""Taking exported chats into the record of the clients who wrote in them (P5.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from clientguard.actions.communication.import_mail import EVERY
from clientguard.actions.communication.known_people import KnownPeople
from clientguard.actions.communication.taking.runs import ERASED, REMOVED, Runs, Taken
from clientguard.domain.records import Message
from clientguard.domain.records.names import name_key
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.exchange import files
from clientguard.exchange.chat.read_chat import ChatDraft
from clientguard.exchange.mail.read_mail import Unreadable
from clientguard.store.records.away import exclusions
from clientguard.store.records.write_path import Write
from clientguard.store.views import messages
from clientguard.store.views.business import business

LONGEST_SUBJECT = 80
NAMED = 6  # names that a question lists


class ChatTaker:
    """Takes one chat after the other within the transaction.

    A chat goes to `client`, or to the client that its title and the people in it belong to; one of nobody known, or of
    several clients, is counted, and nothing is kept. Which name is the user's own is told by `mine`, by the business's
    name, or by being the only one that is not the client's. Where that stays open, the chat is left out, and the reason
    asks for it. Messages on record are skipped, as are those that were removed or erased before, unless `again`.
    """

    def __init__(
        self,
        write: Write,
        people: KnownPeople,
        source: str,
        *,
        client: int | None = None,
        mine: Iterable[str] = (),
        say: Callable[[Said], str] = str,
        again: bool = False,
        look: Callable[[], None] = lambda: None,
    ) -> None:
        """Begin; `look` is called now and then while the messages are written, and may raise Cancelled."""
        firm = business(write.db)
        self._write = write
        self._people = people
        self._client = client
        self._mine = {name_key(each) for each in (*mine, *((firm.name, firm.owner) if firm else ()))} - {""}
        self._again = again
        self._look = look
        self._runs = Runs(write, source, say, "chats")
        self._chats: list[tuple[Path, list[ChatDraft]]] = []  # by file: those of an iPhone all have the same name

    def begin(self, path: Path) -> None:
        """Have what is taken next be the chat of a file, which is kept with the import if messages of it are added."""
        self._chats.append((path, []))

    def take(self, item: ChatDraft | Unreadable) -> None:
        """Hold a message of the chat that was begun until it is whole, or note why it cannot be read."""
        if isinstance(item, Unreadable):
            self._runs.unreadable(item)
        else:
            self._chats[-1][1].append(item)

    def result(self) -> Taken:
        """Add the messages of all chats, and return what came of it; call it once, at the end."""
        for path, drafts in self._chats:
            if drafts:
                self._chat(path, drafts[0].chat, drafts)
        return self._runs.result()

    def _chat(self, path: Path, title: str, drafts: Sequence[ChatDraft]) -> None:
        names = list(dict.fromkeys(each.sender for each in drafts))
        client = self._whose(title, names)
        if client is None:
            self._runs.unmatched += 1
            return
        own = self._own(title, names, client)
        if own is None:
            listed = ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])
            reason = N_("Which of these names is yours? {names}. Import it again and say which (--mine).")
            self._runs.unreadable(Unreadable(path.name, title, said(reason, names=listed)))
            return
        away = exclusions.exclusions(self._write.db, client)
        added = 0
        for number, each in enumerate(drafts):
            if number % EVERY == 0:
                self._look()
            added += self._message(each, client, own, away)
        if added:
            self._keep_original(path, client)

    def _whose(self, title: str, names: Sequence[str]) -> int | None:
        """Return the client of a chat; None if nobody in it is known, or they belong to several clients."""
        if self._client is not None:
            return self._client
        others = [each for each in (title, *names) if each and name_key(each) not in self._mine]
        found = {client for each in others if (client := self._people.client_of_name(each)) is not None}
        return next(iter(found)) if len(found) == 1 else None

    def _own(self, title: str, names: Sequence[str], client: int) -> frozenset[str] | None:
        """Return the user's own names among those in a chat; None if that cannot be told."""
        if own := frozenset(each for each in names if name_key(each) in self._mine):
            return own
        theirs = {each for each in names if self._people.client_of_name(each) == client}
        if not theirs and len(names) <= 2:  # of two, the one whom the chat is called after is the other side
            theirs = {each for each in names if name_key(each) == name_key(title)}
        left = [each for each in names if each not in theirs]
        if len(left) > 1 or (left and not theirs):
            return None
        return frozenset(left)

    def _message(self, draft: ChatDraft, client: int, own: frozenset[str], away: exclusions.Exclusions) -> bool:
        """Add a message unless it is on record or stays away; return whether it was added."""
        known = [each for each in messages.of_digest(self._write.db, draft.digest) if each.client == client]
        if any(each.removed is None for each in known):
            self._runs.duplicate(client)
            return False
        if reason := self._reason(known, draft, away):
            self._runs.leave_out(client, draft.source, reason)
            return False
        first = next((" ".join(line.split()) for line in draft.text.splitlines() if line.strip()), "—")
        message = self._write.add(
            Message(
                client=client,
                at=draft.at,
                direction="out" if draft.sender in own else "in",
                channel="chat",
                sender=draft.sender,
                recipients=draft.chat if draft.chat != draft.sender else "",
                subject=first if len(first) <= LONGEST_SUBJECT else f"{first[: LONGEST_SUBJECT - 1].rstrip()}…",
                body=draft.text,
                digest=draft.digest,
                imported_by=self._runs.place(client),
            )
        )
        self._runs.added(client, attachments=self._attach(draft, message))
        return True

    def _reason(self, known: Sequence[messages.Known], draft: ChatDraft, away: exclusions.Exclusions) -> Said | None:
        """Return why a message stays away from this client; None if it does not."""
        if self._again:
            return None
        if any(not self._runs.was_undone(each.imported_by, each.removed) for each in known):
            return said(REMOVED)
        return said(ERASED) if away.holds(draft.digest, "", draft.at.ms) else None

    def _attach(self, draft: ChatDraft, message: Message) -> int:
        """Attach the files that lie beside the chat, and return how many; note those that cannot be read."""
        count = 0
        for path in draft.files:
            try:
                found = files.read_attachment(path)
            except KnownError as error:
                self._runs.unreadable(Unreadable(path.name, "", said(error.what, **error.values)))
                continue
            self._write.attach(message.id, message.client, found.name, found.media_type, found.data)
            count += 1
        return count

    def _keep_original(self, path: Path, client: int) -> None:
        try:
            self._runs.keep(client, files.read_attachment(path))
        except KnownError as error:
            self._runs.unreadable(Unreadable(path.name, "", said(error.what, **error.values)))
