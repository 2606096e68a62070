"""Service hours, appointments, the slot plan and the end of the day below /api/v1/."""

from django.urls import path

from queueing.api import appointments, day_plans

urlpatterns = [
    path("hours/", day_plans.Hours.as_view(), name="api-hours"),
    path("hours/weekday/", day_plans.WeekdayHours.as_view(), name="api-hours-weekday"),
    path("hours/close-day/", day_plans.CloseDay.as_view(), name="api-hours-close-day"),
    path("slots/", appointments.Slots.as_view(), name="api-slots"),
    path("slots/plan/", day_plans.Staffing.as_view(), name="api-slot-plan"),
    path("slots/rules/", day_plans.Rules.as_view(), name="api-slot-rules"),
    path("slots/close/", day_plans.CloseSlot.as_view(), name="api-slot-close"),
    path("slots/reopen/", day_plans.ReopenSlot.as_view(), name="api-slot-reopen"),
    path("appointments/", appointments.Appointments.as_view(), name="api-appointments"),
    path("appointments/find/", appointments.FindAppointment.as_view(), name="api-appointment-find"),
    path("appointments/check-in/", appointments.CheckIn.as_view(), name="api-appointments-check-in"),
    path("appointments/<str:token>/", appointments.OneAppointment.as_view(), name="api-appointment"),
    path("appointments/<str:token>/cancel/", appointments.CancelAppointment.as_view(), name="api-appointment-cancel"),
    path("appointments/<str:token>/check-in/", appointments.ComeAppointment.as_view(), name="api-appointment-come"),
    path("day-end/", day_plans.DayEnd.as_view(), name="api-day-end"),
    path("day-end/stop/", day_plans.StopTickets.as_view(), name="api-day-end-stop"),
    path("day-end/turn-away/", day_plans.TurnAway.as_view(), name="api-day-end-turn-away"),
    path("day-end/reopen/", day_plans.ReopenDay.as_view(), name="api-day-end-reopen"),
    path("day-end/close/", day_plans.CloseTheDay.as_view(), name="api-day-end-close"),
]
