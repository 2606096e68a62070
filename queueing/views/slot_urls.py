"""Pages of service hours, appointments, the slot plan and the end of the day."""

from django.urls import path

from queueing.views import appointment, appointments, day_end, expected, hours, kiosk_appointment, slot_plan

urlpatterns = [
    path("halls/<slug:hall_code>/hours/", hours.hall_hours, name="hall-hours"),
    path("halls/<slug:hall_code>/appointments/", appointments.choose, name="appointments"),
    path("halls/<slug:hall_code>/appointments/when/", appointments.when, name="appointment-when"),
    path("halls/<slug:hall_code>/appointments/who/", appointments.who, name="appointment-who"),
    path("halls/<slug:hall_code>/appointments/find/", appointment.find, name="appointment-find"),
    path("appointments/<str:token>/", appointment.appointment, name="appointment"),
    path("appointments/<str:token>/cancel/", appointment.cancel, name="appointment-cancel"),
    path("appointments/<str:token>/check-in/", appointment.come, name="appointment-check-in"),
    path("appointments/<str:token>/qr.svg", appointment.qr, name="appointment-qr"),
    path("halls/<slug:hall_code>/kiosk/appointment/", kiosk_appointment.check_in_here, name="kiosk-appointment"),
    path("guide/appointments/", expected.expected_list, name="guide-appointments"),
    path("guide/appointments/book/", expected.book_here, name="guide-book"),
    path("guide/appointments/<int:appointment_id>/check-in/", expected.come, name="guide-check-in"),
    path("guide/appointments/<int:appointment_id>/cancel/", expected.cancel, name="guide-appointment-cancel"),
    path("guide/appointments/<int:appointment_id>/pardon/", expected.forgive, name="guide-appointment-pardon"),
    path("slots/", slot_plan.slot_plan, name="slot-plan"),
    path("slots/staffing/", slot_plan.staffing, name="slot-staffing"),
    path("slots/rules/", slot_plan.rules, name="slot-rules"),
    path("slots/close/", slot_plan.close, name="slot-close"),
    path("slots/reopen/", slot_plan.reopen, name="slot-reopen"),
    path("service-hours/", hours.service_hours, name="service-hours"),
    path("service-hours/weekday/", hours.set_weekday, name="service-hours-weekday"),
    path("service-hours/special/", hours.set_special, name="service-hours-special"),
    path("service-hours/close/", hours.close, name="service-hours-close"),
    path("service-hours/drop/", hours.drop, name="service-hours-drop"),
    path("day-end/", day_end.day_end, name="day-end"),
    path("day-end/stop/", day_end.stop, name="day-end-stop"),
    path("day-end/ending/", day_end.ending, name="day-end-ending"),
    path("day-end/reopen/", day_end.reopen, name="day-end-reopen"),
    path("day-end/away/", day_end.away, name="day-end-away"),
    path("day-end/close/", day_end.close, name="day-end-close"),
]
