"""Pages of this app."""

from django.urls import path

from hall.views import devices, doors, halls, health, keeping, machines, messages

urlpatterns = [
    path("", doors.home, name="home"),
    path("favicon.ico", doors.icon, name="icon"),
    path("login/", doors.log_in, name="login"),
    path("logout/", doors.log_out, name="logout"),
    path("password/", doors.password, name="password"),
    path("language/", doors.language, name="language"),
    path("elder/", doors.elder_mode, name="elder-mode"),
    path("halls/<slug:hall_code>/", halls.door, name="hall-door"),
    path("kiosk/", halls.kiosk_here, name="kiosk-here"),
    path("display/", halls.display_here, name="display-here"),
    path("staff/", keeping.staff_list, name="staff-list"),
    path("steps/", keeping.step_list, name="steps"),
    path("steps/verify/", keeping.verify_chain, name="verify-chain"),
    path("messages/", messages.messages, name="messages"),
    path("messages/<int:message_id>/again/", messages.send_again, name="message-again"),
    path("messages/providers/<slug:name>/", messages.switch, name="message-provider"),
    path("messages/templates/", messages.templates, name="message-templates"),
    path("dev/messages/", messages.development, name="dev-messages"),
    path("machine/", machines.start, name="machine"),
    path("machine/enter/", machines.enter, name="machine-enter"),
    path("machine/self-test/", machines.self_test, name="machine-self-test"),
    path("machine/worker.js", machines.worker, name="machine-worker"),
    path("devices/", devices.devices, name="devices"),
    path("devices/new/", devices.register, name="device-register"),
    path("devices/mute/", devices.mute, name="devices-mute"),
    path("devices/<int:device_id>/", devices.change, name="device"),
    path("devices/<int:device_id>/key/", devices.rotate, name="device-rotate"),
    path("devices/<int:device_id>/revoke/", devices.revoke, name="device-revoke"),
    path("devices/<int:device_id>/identify/", devices.identify, name="device-identify"),
    path("devices/<int:device_id>/self-test/", devices.self_test, name="device-self-test"),
    path("health/", health.page, name="health"),
    path("health/live/", health.live, name="health-live"),
    path("health/ready/", health.ready, name="health-ready"),
]
