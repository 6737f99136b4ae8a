"""The tour: a whole day at the counter, lived through the real windows with key presses alone.

    from ui.tour import day
    told = day.run(town, day.Options(out=folder, pictures=True, observer=observer))

- ``town`` (:class:`ui.tour.stage.Town`) opens the installations and moves the clock. The composition
  root makes one over the demonstration (``desktop_app.towns.TourTown``); it works over any data folder:
  nothing below assumes more than a catalogue with pinned topics, units, officials, and users by role.
- ``day.STEPS`` are the declared :class:`ui.tour.story.Step` (``id``, ``title``, ``act``);
  ``Options.only`` chooses some by their ids. Each presses keys, reads back through the services what
  was stored, and checks statements; the first that does not hold ends the tour.
- ``told`` (:class:`ui.tour.story.Told`) has a :class:`~ui.tour.story.StepRecord` for each step, ``ok``
  and ``failure`` (a Spanish sentence). Nothing is raised for a step that failed.
- ``observer`` (:class:`ui.tour.story.Observer`) is told of steps and keys as they happen. What the tour
  does itself on the UI thread, and no user of the program would, runs inside ``observer.aside()``: reading
  back, taking pictures, opening the data of another desk. A watchdog of the event loop stands still there.

Before Qt starts the caller chooses the platform (``cli.tour``: offscreen, 1366x768); an application
object is made where there is none.
"""
