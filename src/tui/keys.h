/*
 * Keys as numbers, their names, and which action a key means where.
 *
 * A key is a code point, a control character, or one of the codes below; no
 * curses here. A keymap holds the usual keys and those of the user's keys.ini,
 * which win over the usual ones wherever both could be meant.
 */
#ifndef ENDPANE_TUI_KEYS_H
#define ENDPANE_TUI_KEYS_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>

#include <stdbool.h>
#include <stdint.h>

enum {
	PRESS_TAB = 9,
	PRESS_ENTER = 13,
	PRESS_ESCAPE = 27,
	PRESS_SPACE = 32,
	PRESS_BACKSPACE = 127,
	PRESS_UP = 0x200000,	/* above all code points */
	PRESS_DOWN,
	PRESS_LEFT,
	PRESS_RIGHT,
	PRESS_HOME,
	PRESS_END,
	PRESS_PAGE_UP,
	PRESS_PAGE_DOWN,
	PRESS_INSERT,
	PRESS_DELETE,
	PRESS_BACK_TAB,
	PRESS_F0,		/* PRESS_F0 + 1 is F1 */
	PRESS_F12 = PRESS_F0 + 12,
	PRESS_WHEEL_UP,
	PRESS_WHEEL_DOWN,
	PRESS_UNKNOWN,
};

#define PRESS_CTRL(c)	((c) & 0x1F)

/* Where an action works; a kind of pane has the scopes it answers to. */
enum scope {
	IN_ANY = 1,		/* every pane that is no dialog */
	IN_ALWAYS = 2,		/* dialogs too */
	IN_MOVE = 4,		/* whatever has rows or lines */
	IN_ROWS = 8,		/* lists and pickers */
	IN_LIST = 16,
	IN_DETAIL = 32,
	IN_TABLE = 64,		/* rows in a detail tab; devices of accounts */
	IN_TEXT = 128,
	IN_QUEUE = 256,
	IN_HOME = 512,		/* overview, answers */
	IN_JOB = 1024,		/* the view of one job */
};

enum action {
	ACTION_NONE = 0,
#define ACTION(name, keys, scopes, bar, help) ACTION_ ## name,
#include "actions.h"
#undef ACTION
	ACTION_COUNT,
};

/* "Enter", "C-f", "F1", "é"; false where it names no key. */
bool	 key_parse(struct slice name, int *key);
void	 key_print(int key, struct buf *out);

struct keymap;

struct keymap	*keymap_new(void);
void		 keymap_free(struct keymap *map);

/* From keys.ini: one line "[list] open = Enter l" names all its keys. */
bool		 keymap_set(struct keymap *map, struct slice section,
		    struct slice name, struct slice keys, struct err *err);
/* The whole file; a missing one is fine. *err names file and line. */
bool		 keymap_read(struct keymap *map, const char *path,
		    struct err *err);

enum action	 keymap_find(const struct keymap *map, unsigned scopes,
		    int key);
/*
 * The actions with that key in any scope, one after the other, the first behind
 * ACTION_NONE: for the wrong-key answer.
 */
enum action	 keymap_elsewhere(const struct keymap *map, int key,
		    enum action before);
/* The keys that really mean the action there: "Enter d"; most: how many. */
void		 keymap_keys(const struct keymap *map, unsigned scopes,
		    enum action action, size_t most, struct buf *out);
bool		 keymap_is_own(const struct keymap *map, enum action action);

const char	*action_name(enum action action);	/* "page-down" */
const char	*action_bar(enum action action);
const char	*action_help(enum action action);
unsigned	 action_scopes(enum action action);
/* "in lists or in pane 9", for the answer to a wrong key; till the next call. */
const char	*scope_words(unsigned scopes);
/* By its name; ACTION_NONE where there is none. */
enum action	 action_find(struct slice name);

#endif
