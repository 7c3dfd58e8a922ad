/* What is asked of a row: its undo, in which words, and what tells it. */
#include <endpane/catalog/catalog.h>
#include <endpane/catalog/undo.h>

const struct cat_undo *
cat_undo(const struct cat_op *op)
{
	static const struct cat_undo by_hand = {
		.why = "it was a call made by hand",
	};

	return op->ways != NULL && op->ways->undo != NULL ? op->ways->undo :
	    &by_hand;
}

/* A risk says what the system could take back; a row, whether endpane does. */
const char *
cat_undo_words(const struct cat_op *op)
{
	if (!cat_writes(op))
		return "reads only";
	if (op->risk == CAT_GRAVE)
		return "CANNOT BE UNDONE";
	if (cat_undo(op)->verb == NULL)
		return "has no undo";
	return op->risk == CAT_WIDE ? "can be undone one by one" :
	    "can be undone";
}

static bool
is_exception(const struct cat_undo *undo, const struct args *args)
{
	return args != NULL && undo->except != NULL &&
	    args_count(args, undo->except) > 0;
}

const char *
cat_undo_why(const struct cat_op *op, const struct args *args)
{
	const struct cat_undo *undo = cat_undo(op);

	if (undo->verb == NULL)
		return undo->why;
	return is_exception(undo, args) ? undo->except_why : NULL;
}

const char *
cat_unread(const struct cat_op *op, const struct args *args)
{
	const struct cat_undo *undo = cat_undo(op);

	if (is_exception(undo, args))
		return undo->except_unread;
	return op->ways != NULL ? op->ways->unread : NULL;
}
