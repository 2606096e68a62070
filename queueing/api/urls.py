"""This app's part of /api/v1/."""

from django.urls import include, path

from queueing.api import (
    allocation,
    boards,
    figures,
    intake,
    licences,
    reuse,
    revealing,
    scans,
    tickets,
    window_kinds,
    windows,
)

WINDOW_VERBS = {
    "open": windows.OpenWindow,
    "pause": windows.PauseWindow,
    "resume": windows.ResumeWindow,
    "close": windows.CloseWindow,
    "call-next": windows.CallNext,
    "call-chosen": windows.CallChosen,
    "park": windows.Park,
    "take-back": windows.TakeBack,
    "recall": windows.Recall,
    "undo-call": windows.UndoCall,
    "start": windows.Start,
    "miss": windows.Miss,
    "finish": windows.Finish,
    "transfer": windows.Transfer,
    "add-matter": windows.AddMatter,
}

urlpatterns = [
    path("tickets/", tickets.Tickets.as_view(), name="api-tickets"),
    path("tickets/<str:token>/", tickets.Ticket.as_view(), name="api-ticket"),
    path("tickets/<str:token>/cancel/", tickets.CancelTicket.as_view(), name="api-ticket-cancel"),
    path("tickets/<str:token>/answers/", tickets.AnswerTicket.as_view(), name="api-ticket-answers"),
    path("tickets/<str:token>/postpone/", tickets.PostponeTicket.as_view(), name="api-ticket-postpone"),
    path("tickets/<str:token>/silence/", tickets.SilenceTicket.as_view(), name="api-ticket-silence"),
    path("tickets/<str:token>/family-phone/", tickets.FamilyPhone.as_view(), name="api-ticket-family-phone"),
    path("tickets/<str:token>/unpark/", tickets.UnparkTicket.as_view(), name="api-ticket-unpark"),
    path("tickets/<str:token>/rejoin/", tickets.RejoinTicket.as_view(), name="api-ticket-rejoin"),
    path("windows/", windows.Windows.as_view(), name="api-windows"),
    path("windows/board/", allocation.BoardView.as_view(), name="api-window-board"),
    path("windows/move/", allocation.Move.as_view(), name="api-window-move"),
    path("windows/undo/", allocation.Undo.as_view(), name="api-window-undo"),
    path("windows/lunch/", allocation.Lunch.as_view(), name="api-window-lunch"),
    path("windows/plans/", allocation.Plans.as_view(), name="api-window-plans"),
    path("windows/plans/<int:plan_id>/apply/", allocation.ApplyPlan.as_view(), name="api-window-plan-apply"),
    path("windows/capabilities/", allocation.Capabilities.as_view(), name="api-window-capabilities"),
    path(
        "windows/capabilities/<int:capability_id>/drop/",
        allocation.DropCapability.as_view(),
        name="api-window-capability-drop",
    ),
    path("windows/<str:code>/order/", allocation.Order.as_view(), name="api-window-order"),
    path("windows/<str:code>/kind/", window_kinds.ChangeKind.as_view(), name="api-window-kind"),
    path("windows/<str:code>/licences/", licences.LicenceLooks.as_view(), name="api-window-licences"),
    path("windows/<str:code>/reserve/", allocation.Reserve.as_view(), name="api-window-reserve"),
    path("windows/<str:code>/", windows.Window.as_view(), name="api-window"),
    *(
        path(f"windows/<str:code>/{verb}/", view.as_view(), name=f"api-window-{verb}")
        for verb, view in WINDOW_VERBS.items()
    ),
    path("windows/<str:code>/take-in/", intake.TakeIn.as_view(), name="api-window-take-in"),
    path("windows/<str:code>/scans/", scans.WindowScans.as_view(), name="api-window-scans"),
    path("windows/<str:code>/scans/<int:scan_id>/place/", scans.PlaceScan.as_view(), name="api-window-scan-place"),
    path("windows/<str:code>/scans/<int:scan_id>/remove/", scans.RemoveScan.as_view(), name="api-window-scan-remove"),
    path("windows/<str:code>/reusable/<str:matter_code>/", reuse.Reusable.as_view(), name="api-window-reusable"),
    path("windows/<str:code>/consent/", reuse.TakeConsent.as_view(), name="api-window-consent"),
    path("windows/<str:code>/consent/withdraw/", reuse.WithdrawConsent.as_view(), name="api-window-consent-withdraw"),
    path("windows/<str:code>/resume-application/", reuse.Resume.as_view(), name="api-window-resume-application"),
    path("windows/<str:code>/scan-link/", scans.MakeScanLink.as_view(), name="api-window-scan-link"),
    path("windows/<str:code>/reveal/", revealing.RevealAtWindow.as_view(), name="api-window-reveal"),
    path("", include("queueing.api.slot_urls")),
    path("board/", boards.BoardOfHall.as_view(), name="api-board"),
    path("queue/figures/", figures.CallingFigures.as_view(), name="api-queue-figures"),
    path("queue/figures/rebuilt/", figures.RebuiltDay.as_view(), name="api-queue-rebuilt-day"),
    path("queues/", boards.Queues.as_view(), name="api-queues"),
]
