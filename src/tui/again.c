/* From the journal to a new job: undo, resume; and the menu of pane 9. */
#include "dialogs.h"
#include "forms.h"
#include "queue.h"

#include <endpane/base/mem.h>
#include <endpane/op/past.h>
#include <endpane/store/journal.h>

#include <stdio.h>
#include <stdlib.h>

enum {
	AGAIN_UNDO,
	AGAIN_RESUME,
	AGAIN_CANCEL,
	AGAIN_VERIFY,
	AGAIN_RETRY,
};

void
again_open(struct app *app, int64_t entry, bool undoes)
{
	struct err err = { 0 };
	struct past *past;
	struct job *job = NULL;
	char *command;

	if (entry == 0) {
		app_say(app, ROLE_WARN, "nothing of it was recorded, so "
		    "nothing of it was sent");
		return;
	}
	past = past_open(app->engine, entry, &err);
	if (past != NULL && !undoes && cat_has_secret(past_op(past)))
		err_set(&err, ERR_GUARD, "its secret is not kept: 'endpane "
		    "journal resume %lld' asks for it again",
		    (long long)entry);
	else if (past != NULL)
		job = undoes ? past_undo(past, &err) :
		    past_resume(past, NULL, &err);
	if (job == NULL) {
		past_close(past);
		app_complain(app, &err);
		return;
	}
	command = mem_format("endpane journal %s %lld", undoes ? "undo" :
	    "resume", (long long)entry);
	confirm_open(app, job, command);
	free(command);
}

void
again_retry(struct app *app, const struct job *job)
{
	struct buf command = { 0 };
	struct args args = { 0 };
	struct err err = { 0 };
	struct job *retry = NULL;

	if (job_retry_args(job, &args, &err))
		retry = job_new(app->engine, job_conn(job),
		    job_resource(job), job_op(job), &args, &err);
	if (retry == NULL)
		app_complain(app, &err);
	else {
		command_words(job_resource(job), job_op(job), &args,
		    &command);
		confirm_open(app, retry, buf_string(&command));
	}
	args_fini(&args);
	buf_fini(&command);
}

bool
again_verify(struct app *app, char *words, size_t size)
{
	struct journal *journal = engine_journal(app->engine);
	struct err err = { 0 };
	int64_t bad = 0;

	if (journal == NULL)
		err_copy(&err, engine_journal_trouble(app->engine));
	else if (journal_verify(journal, &bad, &err)) {
		snprintf(words, size, "chain ok");
		return true;
	}
	snprintf(words, size, "chain broken: %.200s", err.text);
	return false;
}

void
again_menu(struct app *app, struct pane *below, int64_t entry,
    const struct job *job, menu_fn *chosen)
{
	struct past *past = NULL;
	struct choice *choices = NULL;
	struct err err = { 0 };
	const char *why = "nothing of it was recorded";
	size_t again;
	int count = 0;

	if (entry != 0) {
		past = past_open(app->engine, entry, &err);
		why = past == NULL ? err.text : past_undo_why(past);
	}
	choice_add(&choices, &count, mem_text("Undo what was done"),
	    mem_text(why != NULL ? why : "asks first"), why != NULL);
	choice_add(&choices, &count, mem_text("Resume: send what was left"),
	    mem_text(past != NULL ? "asks first" : why), past == NULL);
	choice_add(&choices, &count, mem_text("Cancel what was not sent"),
	    mem_text(job == NULL || job_state(job) == JOB_DONE ?
	    "it is over" : ""), job == NULL || job_state(job) == JOB_DONE);
	choice_add(&choices, &count, mem_text("Verify the journal"),
	    mem_text("finds what was changed afterwards"), false);
	again = job != NULL && job_state(job) == JOB_DONE ?
	    job_failed(job) : 0;
	choice_add(&choices, &count, mem_text("Retry what failed"), again > 0 ?
	    mem_format("%zu of it; asks first", again) :
	    mem_text(job == NULL ? "only of a job of this run" :
	    "nothing of it failed"), again == 0);
	past_close(past);
	menu_open(app, "Actions", choices, count, false, chosen, below);
}

void
again_chosen(struct app *app, int choice, int64_t entry, struct job *job)
{
	char words[240];
	bool whole;

	switch (choice) {
	case AGAIN_UNDO:
	case AGAIN_RESUME:
		again_open(app, entry, choice == AGAIN_UNDO);
		return;
	case AGAIN_CANCEL:
		if (job != NULL)
			job_stop(job);
		app_say(app, ROLE_WARN, "nothing more of this job is sent");
		return;
	case AGAIN_RETRY:
		if (job != NULL)
			again_retry(app, job);
		return;
	case AGAIN_VERIFY:
	default:
		whole = again_verify(app, words, sizeof(words));
		app_say(app, whole ? ROLE_GOOD : ROLE_BAD, "%s%s", words,
		    whole ? ": nothing was changed afterwards" : "");
		return;
	}
}
