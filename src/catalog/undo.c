/* What is asked of a row: how is it undone? */
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
