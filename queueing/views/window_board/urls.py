"""Pages of the manager's board."""

from django.urls import path

from queueing.views.window_board import board, moving, plans, rules, window

urlpatterns = [
    path("", board.board, name="window-board"),
    path("table/", board.table, name="window-table"),
    path("waiting/", board.waiting, name="window-waiting"),
    path("move/", moving.move, name="window-move"),
    path("undo/", moving.undo, name="window-undo"),
    path("log/", moving.log, name="window-log"),
    path("plans/", plans.save, name="window-plan-save"),
    path("plans/<int:plan_id>/", plans.plan, name="window-plan"),
    path("plans/<int:plan_id>/delete/", plans.delete, name="window-plan-delete"),
    path("capability/", rules.capability, name="window-capability"),
    path("capability/<int:capability_id>/delete/", rules.drop, name="window-capability-drop"),
    path("lunch/", rules.lunch, name="window-lunch"),
    path("at/<str:code>/", window.window, name="window-settings"),
    path("at/<str:code>/release/", window.release, name="window-release"),
    path("at/<str:code>/kind/", window.kind, name="window-kind"),
    path("at/<str:code>/reserve/", window.reserve, name="window-reserve"),
]
