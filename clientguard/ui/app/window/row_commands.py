"""What can be done with the row that is chosen in a list: a command for each action that its menu offers."""

from __future__ import annotations

from clientguard.texts import N_
from clientguard.ui.app.window import row_actions
from clientguard.ui.app.window.command import Command

ABOUT_A_ROW = (
    *(
        Command(f"row {key}", word, row_actions.run(word), icon, group=4, ready=row_actions.offers(word), why=why,
                under=N_("The chosen row"))
        for key, word, icon, why in (
            ("open with", N_("Open with …"), "", N_("Choose a file in a list first.")),
            ("save file", N_("Save a copy of the file …"), "save", N_("Choose a file in a list first.")),
            ("owner", N_("Go to what it belongs to"), "", N_("Choose a file in a list first.")),
            ("move", N_("Move to …"), "", N_("Choose a message in a list first.")),
            ("answers", N_("This answers …"), "hourglass", N_("Choose a message in a list first.")),
            ("original", N_("Save the original …"), "save", N_("Choose a message in a list first.")),
            ("intake", N_("Fill in the intake sheet …"), "file-text", N_("Choose a prospect in a list first.")),
            ("accept", N_("Accept the prospect"), "circle-check", N_("Choose a prospect in a list first.")),
            ("decline", N_("Decline the prospect …"), "mail", N_("Choose a prospect in a list first.")),
            ("check contract", N_("Check the contract …"), "shield-check", N_("Choose a contract in a list first.")),
            ("stop work", N_("Stop work …"), "", N_("Choose a contract in a list first.")),
            ("resume work", N_("Resume work"), "", N_("Choose a contract in a list first.")),
            ("remind", N_("Send reminder …"), "mail", N_("Choose an invoice in a list first.")),
            ("remind firmly", N_("Send firm reminder …"), "mail", N_("Choose an invoice in a list first.")),
            ("lines", N_("Lines …"), "receipt", N_("Choose an invoice in a list first.")),
            ("invoice pdf", N_("Create the PDF …"), "printer", N_("Choose an invoice in a list first.")),
            ("late interest", N_("Late interest …"), "receipt", N_("Choose an invoice in a list first.")),
            ("next invoice", N_("Add the next one"), "plus", N_("Choose an invoice in a list first.")),
            ("statement", N_("Statement of account"), "receipt", N_("Choose a client or an invoice in a list first.")),
            ("promise", N_("Note a promise to pay …"), "handshake", N_("Choose an invoice in a list first.")),
            ("dispute", N_("Note a dispute …"), "", N_("Choose an invoice in a list first.")),
            ("credit", N_("Credit it …"), "", N_("Choose an invoice in a list first.")),
            ("replace", N_("Replace it …"), "", N_("Choose an invoice in a list first.")),
            ("hold", N_("Put on hold …"), "", N_("Choose an invoice in a list first.")),
            ("spread", N_("Spread it …"), "wallet", N_("Choose a payment or a credit note in a list first.")),
            ("signature", N_("Note the signature …"), "pen-line", N_("Choose a document in a list first.")),
            ("evidence", N_("Use as evidence for …"), "paperclip", N_("Choose a record in a list first.")),
            ("data report", N_("Data report"), "file-text", N_("Choose a person in a list first.")),
            ("merge", N_("Merge with …"), "users", N_("Choose a client or a person in a list first.")),
            ("log answer", N_("Log the answer …"), "circle-check", N_("Choose a request in a list first.")),
            ("ask again", N_("Ask again …"), "mail", N_("Choose a request in a list first.")),
            ("log chase", N_("Log that you asked again …"), "", N_("Choose a request in a list first.")),
            ("submit again", N_("Submitted again …"), "", N_("Choose a request in a list first.")),
            ("changes asked", N_("Changes asked …"), "", N_("Choose a request in a list first.")),
            ("close request", N_("Close unanswered …"), "", N_("Choose a request in a list first.")),
            ("note kept", N_("Note as kept …"), "handshake", N_("Choose a promise in a list first.")),
            ("remind of promise", N_("Remind of it …"), "mail", N_("Choose a promise in a list first.")),
            ("undo import", N_("Undo this import"), "", N_("Choose an import in the list of imports first.")),
        )
    ),
    Command("row menu", N_("Show what the chosen row offers"), row_actions.show_menu, "", "Shift+F10", group=4,
            ready=row_actions.has_menu, why=N_("Go to a page with a list first."), under=N_("The chosen row")),
)  # fmt: skip  # the words of `pages.listing.ROW_ACTIONS`, and what stands in the menu of a row besides
