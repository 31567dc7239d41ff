"""The parts, each used everywhere it applies.

label.Label(text, role, wrap=)             plain text only; roles: field, soft, secondary, strong, section, title …
button.button(text, primary=, icon=)       button.quiet(text): a button that looks like a link; button.hairline()
chip.StateChip(text, tone)                 a word with its icon; chip.Badge: a rounded count
banner.Banner(tone, text, action)          .acted; the stop banner is Banner("stop", …)
figure_card.FigureCard(number, label)      a figure at the head of a page
queue_row.QueueRow(icon, tone, what, why, since, action)   .acted, .opened
timeline.Timeline(fetch)                   a list of dated items, read as they are looked at; .opened(kind, id)
empty.EmptyState(sentence, action)         .acted
toast.Toast(parent)                        .say(text, undo=)
stepper.Stepper(steps)                     .chosen(key), .show_states(states, here)
gate_row.GateRow(gate)                     .release_wanted(key)
tabs.Tabs([(key, word)])                   .chosen(key)
rail.Rail([(key, icon, word)])             .chosen(key), .set_badge, .set_status, .collapse
head.PageHead()                            title, chips, search box, primary button
"""
