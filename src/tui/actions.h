/*
 * What a person can do, once: name, usual keys, where it works, the word in
 * the key bar ("" for none) and what the help says. Help, key bar, keys.ini
 * and the answer to a wrong key all come from these rows.
 *
 * Included several times with ACTION(name, keys, scopes, bar, help) defined.
 */

ACTION(open, "Enter d", IN_LIST | IN_QUEUE | IN_JOB | IN_TABLE | IN_HOME,
    "open", "Open what the cursor stands on")
ACTION(mark, "Space", IN_ROWS, "mark", "Mark the row and go down")
ACTION(filter, "/", IN_ROWS, "filter", "Filter the rows: os<=12 name~anb")
ACTION(server_filter, "F", IN_LIST, "",
    "Let the server filter: put its query together")
ACTION(search, "/", IN_TEXT, "search", "Search in the text")
ACTION(act, "a", IN_LIST | IN_DETAIL, "act", "The main action of this pane")
ACTION(retry, "a", IN_QUEUE | IN_JOB, "retry",
    "What failed of a job again, and only that: asks")
ACTION(failed, "f", IN_QUEUE | IN_JOB, "failed",
    "Of a job only what failed; again: all")
ACTION(actions, "x Del", IN_LIST | IN_DETAIL | IN_QUEUE | IN_JOB, "actions",
    "All actions, and why some are not possible here")
ACTION(edit, "e", IN_LIST | IN_DETAIL, "",
    "Edit the object: a form with what it has now")
ACTION(cancel, "u", IN_QUEUE | IN_JOB, "undo",
    "Cancel what was not sent; undo what was done: asks")
ACTION(sort, "s", IN_ROWS, "sort", "Choose the columns to sort by")
ACTION(prev_tab, "[", IN_DETAIL | IN_QUEUE, "", "The tab before")
ACTION(next_tab, "]", IN_DETAIL | IN_QUEUE, "tab", "The next tab")
ACTION(next_object, "J", IN_DETAIL, "next", "The next object of the list")
ACTION(prev_object, "K", IN_DETAIL, "", "The object before")
ACTION(raw, "i", IN_LIST | IN_DETAIL, "raw", "What the server sent, as JSON")
ACTION(refresh, "r", IN_LIST | IN_DETAIL | IN_HOME, "refresh", "Read it anew")
ACTION(reread, "R", IN_LIST | IN_DETAIL, "",
    "Read it anew, and drop the details that were kept")
ACTION(details, "D", IN_LIST | IN_DETAIL, "",
    "Read what is missing of the rows shown; asks above 20 calls")
ACTION(copy, "y", IN_LIST | IN_DETAIL | IN_QUEUE | IN_JOB, "copy",
    "Copy the id to the clipboard")
ACTION(copies, "Y", IN_LIST | IN_DETAIL, "",
    "Choose what to copy: name, serial, row, JSON, command, curl")
ACTION(console, "o", IN_LIST | IN_DETAIL, "",
    "Where it is in the web console; the address is copied")
ACTION(export, "E", IN_LIST, "", "Rows into a new file: CSV, TSV or JSON")
ACTION(pause, "p", IN_LIST | IN_QUEUE, "",
    "Pause: automatic refreshing in lists, all unsent requests in pane 9")
ACTION(help, "? F1", IN_ANY, "help", "The keys that work here")
ACTION(palette, ": C-k", IN_ANY, "",
    "Go to a pane, action or object; theme, mouse, login")
ACTION(settings, ",", IN_ANY, "",
    "Theme, mouse, refreshing and more, until the program ends")

ACTION(down, "j Down WheelDown", IN_MOVE, "", "One row down")
ACTION(up, "k Up WheelUp", IN_MOVE, "", "One row up")
ACTION(page_down, "PgDn C-f", IN_MOVE, "", "A page down")
ACTION(page_up, "PgUp C-b", IN_MOVE, "", "A page up")
ACTION(half_down, "C-d", IN_MOVE, "", "Half a page down")
ACTION(half_up, "C-u", IN_MOVE, "", "Half a page up")
ACTION(top, "g Home", IN_MOVE, "", "To the first row")
ACTION(bottom, "G End", IN_MOVE, "", "To the last row")
ACTION(left, "h Left", IN_MOVE, "", "Scroll the columns to the left")
ACTION(right, "l Right", IN_MOVE, "", "Scroll the columns to the right")

ACTION(facets, "f", IN_LIST, "facets",
    "How often each value occurs; Enter filters by one")
ACTION(find, "\\", IN_ROWS, "", "Find text without hiding rows")
ACTION(next_match, "n", IN_ROWS | IN_TEXT | IN_QUEUE | IN_JOB, "",
    "The next match; of a job or in pane 9 what failed")
ACTION(prev_match, "N", IN_ROWS | IN_TEXT | IN_QUEUE | IN_JOB, "",
    "The match before, or what failed before")
ACTION(reverse, "S", IN_ROWS, "", "Turn the order round")
ACTION(sort_left, "<", IN_ROWS, "", "Sort by the column to the left")
ACTION(sort_right, ">", IN_ROWS, "", "Sort by the column to the right")
ACTION(wide, "w", IN_ROWS, "", "All columns, also those that do not fit")
ACTION(columns, "c", IN_LIST, "", "Choose the columns that are shown")
ACTION(focus, "0", IN_LIST | IN_DETAIL, "",
    "To the details beside the list, and back to it")
ACTION(zoom, "z", IN_LIST | IN_DETAIL, "",
    "The list or the details alone, on the whole screen")
ACTION(range, "v", IN_ROWS, "", "Mark from here to where v is pressed again")
ACTION(mark_all, "*", IN_ROWS, "", "Mark all rows shown")
ACTION(mark_pattern, "+", IN_LIST, "", "Mark what terms match: name~kiosk")
ACTION(unmark, "U", IN_ROWS, "", "Clear the marks; again: bring them back")

ACTION(pane_1, "1", IN_ANY, "", "Overview")
ACTION(pane_2, "2", IN_ANY, "", "Devices")
ACTION(pane_3, "3", IN_ANY, "", "Groups")
ACTION(pane_4, "4", IN_ANY, "", "Apps")
ACTION(pane_5, "5", IN_ANY, "", "Users")
ACTION(pane_6, "6", IN_ANY, "", "AD computers")
ACTION(pane_7, "7", IN_ANY, "", "Endpoints (Endpoint Central)")
ACTION(pane_8, "8", IN_ANY, "", "Accounts (Identity360)")
ACTION(pane_9, "9", IN_ANY, "", "Queue and journal")
ACTION(next_pane, "Tab", IN_ANY, "", "The next pane")
ACTION(prev_pane, "S-Tab", IN_ANY, "", "The pane before")
ACTION(last, "-", IN_ANY, "", "The pane looked at before this one")
ACTION(back, "{", IN_ANY, "", "Back to what was looked at before")
ACTION(forward, "}", IN_ANY, "", "Forward again")
ACTION(close, "q Backspace", IN_ANY, "", "Close this view; at the root: ask")
ACTION(quit, "Q", IN_ANY, "", "Leave; tells what is still running first")
ACTION(escape, "Escape", IN_ALWAYS, "",
    "Close prompt or dialog, drop the filter, go back")
ACTION(interrupt, "C-c", IN_ALWAYS, "",
    "Cancel what is being read; twice in 2 s: leave")
ACTION(redraw, "C-l", IN_ALWAYS, "", "Draw the screen anew")
ACTION(suspend, "C-z", IN_ALWAYS, "", "Suspend; fg brings it back")
