/* What is asked of a row: how is it undone, and in which words? */
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
