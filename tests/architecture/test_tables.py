"""Every row that belongs to a hall carries it; what does not is named here with the reason."""

from django.apps import apps

from hall.kernel.fields import EncryptedField
from hall.kernel.models import HallScoped, HallScopedQuerySet
from tests.architecture.house import APPS

OF_NO_HALL = {
    "hall.Hall": "the hall itself",
    "hall.Department": "departments are the city's, not a hall's",
    "hall.DepartmentName": "belongs to a department",
    "hall.CalendarChange": "the law's calendar is the same everywhere",
    "hall.CalendarDay": "the law's calendar is the same everywhere",
    "hall.MessageAttempt": "belongs to a message, which has a hall",
    "hall.MessageProvider": "the channels belong to the installation",
    "hall.NumberCounter": "its key names the hall or department",
    "hall.Party": "one person is one person everywhere; each look is a step in the looker's hall",
    "hall.RememberedRequest": "belongs to the account or device that asked",
    "hall.SignOfLife": "belongs to the installation",
    "matters.Baseline": "the catalogue is the city's",
    "matters.BaselineLine": "belongs to a baseline",
    "matters.CatalogueImport": "the catalogue is the city's",
    "matters.ImportLine": "belongs to an import",
    "matters.BasicItem": "the catalogue is the city's",
    "matters.Matter": "the catalogue is the city's",
    "matters.MatterVersion": "the catalogue is the city's",
    "matters.AskedWords": "counts words by day, for the one catalogue",
    "matters.Synonym": "the catalogue is the city's",
    "matters.Material": "belongs to a matter's version",
    "matters.DraftText": "belongs to a matter's version",
    "matters.DescriptionChange": "the catalogue is the city's",
    "matters.MatterList": "lists are the city's",
    "matters.MatterListEntry": "belongs to a list",
    "matters.EnglishText": "the catalogue is the city's",
    "matters.WordingException": "the catalogue is the city's",
    "queueing.PressCount": "counts presses by address, before anyone is known",
    "queueing.AppointmentMatter": "belongs to an appointment, which has a hall",
    "queueing.ClosingTicket": "belongs to the closing of a day, which has a hall",
    "queueing.HallRules": "is found by its hall, one for each",
    "queueing.WindowQueue": "belongs to a window, which has a hall",
    "queueing.TicketMatter": "belongs to a ticket, which has a hall",
    "queueing.TicketApplication": "belongs to a ticket, which has a hall",
    "complaints.RatingOptOut": "a telephone is the same in every hall",
    "complaints.WrongTokenCount": "counts wrong links by address, before anyone is known",
    "applications.ApplicationMaterial": "belongs to an application, which has a hall",
    "applications.TryCount": "counts guesses by number and address, before anyone is known",
    "complaints.SendingCount": "counts what was sent by address, before anyone is known",
    "applications.StepShare": "a department's steps are the same in every hall",
    "applications.IssuingRules": "is found by its hall, one for each",
    "applications.Recount": "the law's calendar is the same everywhere",
    "applications.MovedDate": "belongs to an application, which has a hall",
    "applications.Decision": "belongs to an application, which has a hall",
    "applications.Procedure": "belongs to an application, which has a hall",
    "applications.Extension": "belongs to an application, which has a hall",
    "applications.Phrase": "a department's or a person's words, the same in every hall",
    "applications.SavedFilter": "belongs to its owner",
    "applications.Look": "belongs to an application, which has a hall",
    "applications.RuleSet": "the rules of a matter are the city's",
    "applications.PromiseRule": "belongs to a matter of the city's catalogue",
    "applications.ExcludedPerson": "one person is one person everywhere",
    "applications.HeldLicence": "a person's licence is the same in every hall; each look is of a hall",
    "applications.Hearing": "belongs to an application, which has a hall",
    "applications.Authorisation": "a department's people sign in every hall",
    "applications.Absence": "a department's people sign in every hall",
    "applications.Route": "a department's routes hold in every hall",
    "applications.Signature": "belongs to an application, which has a hall",
}
MAY_BE_OF_NO_HALL = {
    "hall.StaffMember": "a system person works in no hall",
    "hall.Step": "imports act in no hall",
}


def our_models():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not model.__name__.startswith("Historical")
    ]


def test_every_table_carries_its_hall_or_says_why_not():
    missing = [
        model._meta.label
        for model in our_models()
        if not issubclass(model, HallScoped) and model._meta.label not in OF_NO_HALL | MAY_BE_OF_NO_HALL
    ]
    assert missing == []


def test_the_list_of_exceptions_is_not_longer_than_the_house():
    labels = {model._meta.label for model in our_models()}
    scoped = {model._meta.label for model in our_models() if issubclass(model, HallScoped)}
    assert not scoped & OF_NO_HALL.keys()
    assert set(OF_NO_HALL) <= labels, set(OF_NO_HALL) - labels


def test_every_row_of_a_hall_can_be_asked_for_by_hall():
    for model in our_models():
        if issubclass(model, HallScoped):
            assert isinstance(model._default_manager.all(), HallScopedQuerySet), model._meta.label
            assert not model._meta.get_field("hall").null, model._meta.label


PUBLIC_TELEPHONES = {"hall.Hall", "hall.Department", "queueing.Printer"}  # a printer's address is a machine's
PERSONAL = {"id_number", "phone", "address", "collector_id"}


def test_personal_data_stand_encrypted():
    plain = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.name in PERSONAL
        and model._meta.label not in PUBLIC_TELEPHONES
        and not isinstance(field, EncryptedField)
    ]
    assert plain == []
