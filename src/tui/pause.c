/* What p holds back: automatic refreshing in lists, requests in pane 9. */
#include "app.h"

static void
hold_queue(struct app *app)
{
	bool hold = !engine_is_held(app->engine);

	engine_hold(app->engine, hold);
	if (hold)
		app_say(app, ROLE_WARN, "held: no further request leaves; "
		    "what is under way is finished. The same key in pane 9 "
		    "lets them go");
	else
		app_say(app, ROLE_DIM, "requests leave again");
}

static void
pause_refresh(struct app *app)
{
	if (app->refresh_s == 0) {
		app_say(app, ROLE_WARN, "nothing is refreshed by itself: "
		    "refresh in the settings or in the configuration would "
		    "do that; in pane 9 this key holds all unsent requests");
		return;
	}
	app->is_paused = !app->is_paused;
	if (app->is_paused)
		app_say(app, ROLE_WARN, "refreshing is paused; the same key "
		    "goes on, refreshing by hand still works");
	else
		app_say(app, ROLE_DIM, "the list looked at is read every "
		    "%d s again", app->refresh_s);
}

bool
pause_act(struct app *app)
{
	if (app->place == PLACE_QUEUE)
		hold_queue(app);
	else if (place_resource(app->place) != NULL)
		pause_refresh(app);
	else
		return false;
	app->is_fresh = true;
	return true;
}
