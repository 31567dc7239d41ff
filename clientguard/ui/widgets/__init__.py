"""The parts: each one file, used wherever it applies. Words come in translated; every text is shown as plain text.

label      Label(text="", role="", *, wrap=False)  .selectable()
           roles: field, soft, secondary, strong, section, title, figure, error, attention, brand
           Line(text="", role=""): on one line, cut with an ellipsis  .show_text(text)
           tip(text): a text for setToolTip, which would take some for mark-up
lead       LeadText(lead, text, token="ink")  .show_text(lead, text): a sentence that begins in semibold
button     button(text, *, primary=False, icon="")  quiet(text): looks like a link  hairline(): a line of 1 px
           tinted(button, icon, token): an icon in the colour of a token, in whatever look is in use
icon       Icon(name, token, size=18)  .show_icon(name, token)
chip       StateChip(text, tone, *, icon="", least=24)  .show_state(text, tone, icon="")  Dot(icon, tone): a round icon
           tones: attention, stop, met, note, neutral, released
banner     Banner(tone, text, action="", *, lead="", icon="")  acted()           Banner("stop", …) is the stop banner
notices    Notices(): a column of banners  .add(tone, text, action) -> Banner  .take_away(banner)
figure_card  FigureCard(number, label, change="")  .show_figure(number, label, change="") .add_drawing(widget)
stacked_bar  StackedBar(name, [BarPart(label, amount, size, tone)]): a sum in its parts, each in words under it
cycle_dots  CycleDots([CycleDot(days, tone, text, running)]): how late each billing cycle was, over the due line
sparkline  Sparkline([Bar(on, value)], told, tone): a bar for each day on which something was
queue_row  QueueRow(icon, tone, what, why, since, action, *, primary=False)  acted() opened()
timeline   Timeline(fetch, name)  .show_ids([(id, kind)], first=None)  opened(kind, id)
           fetch([(id, kind)], give) asks for what is looked at; give([Item(when, text, icon, record, kind)])
flow       Flow(*, gap=8): a layout of parts one after the other, on as many lines as they need
           Beside(*, gap=10, least=200, right=False): words, and buttons at their end or, where it is narrow, below
empty      EmptyState(sentence, action="")  acted()
toast      Toast(window, *, motion=None)  .say(text, undo=None)
error_line ErrorLine()  .say(text, field=None): what is wrong with a field, under it; "" takes it away
           NoticeLine()  .say(text): what to mind about a field, under it, which stops nobody
reading_sign  ReadingSign(parent)  .begin(text="") .end(): a sentence over a part, when reading takes a moment
progress   ProgressRow(cancel="")  .begin(text="") .show_progress(done, of, text)  cancelled()
nav_item   NavItem(icon, word)  .set_badge(n) .set_narrow(bool) .show_icon(icon, token): an entry of rail and stepper
stepper    Stepper([(key, word)], foot="")  .show_states({key: met|open|released}, here)  chosen(key)
gate_row   GateRow(gate)  release_wanted(key)
picker     Picker(name="")  .offer([(id, name[, detail])]) .chosen() -> id|None .choose(id)  edited()
date_field DateField(understand, today): a QLineEdit with a calendar  .date() -> date|None
tabs       Tabs([(key, word)])  .choose(key) .current() .rename(key, word)  chosen(key)
rail       Rail(brand, [(key, icon, word)], foot)  .choose .set_badge(key, n) .set_status(text, tone="soft")
           .show_timer(word, running)  timer_wanted()
           .collapse(narrow)  chosen(key)
head       PageHead()  .show_head(title, subtitle="", chips=[(text, tone)], action="")
           .show_back(shown, enabled)  back_wanted() search_wanted() log_wanted() acted()
"""
