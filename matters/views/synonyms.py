"""The editor's pages of synonyms: what was asked in vain, adding in one step, the table, each word's history."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hall.kernel.access import open_to
from hall.kernel.errors import DomainError
from hall.repeats import once
from hall.requests import StaffRequest
from hall.step_words import word_for
from hall.steps import steps_of
from matters.queries import synonyms as table
from matters.queries.synonyms import EDITORS
from matters.synonym_forms import AddSynonymForm, FilterSynonymsForm
from matters.verbs.synonyms import add_synonym, restore_synonym, retire_synonym

PER_PAGE, SHOWN = 30, 12


@require_safe
@open_to(*EDITORS)
def synonyms(request: StaffRequest) -> HttpResponse:
    """What people asked for in vain, a form to add a word, and the table."""
    return _page(request, AddSynonymForm(initial={"word": request.GET.get("word", "")[:60], "kind": "everyday"}))


@require_POST
@open_to(*EDITORS)
@once
def synonym_add(request: StaffRequest) -> HttpResponse:
    """Add a word; it leads to its matters at once."""
    form = AddSynonymForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        made = add_synonym(**form.cleaned_data, by=request.user)
    except DomainError as refused:
        form.add_error("means" if refused.code == "matters.synonym_leads_nowhere" else "word", refused.words)
        return _page(request, form, status=422)
    messages.success(request, f"已新增“{made}”，立即生效。", extra_tags="added")
    return redirect("synonym", made.pk)


@require_safe
@open_to(*EDITORS)
def synonym(request: StaffRequest, synonym_id: int) -> HttpResponse:
    """One word: where it leads, and what was done with it by whom and why."""
    row = table.synonym(synonym_id)
    history = [(step, word_for(step.verb)) for step in steps_of(row)]
    leads_to = table.leads_to(row.kind, row.means).select_related("department").order_by("weight", "code")
    context = {"row": row, "history": history, "matters": leads_to[:SHOWN], "many": leads_to.count()}
    return render(request, "matters/synonym.html", context)


@require_POST
@open_to(*EDITORS)
@once
def synonym_retire(request: StaffRequest, synonym_id: int) -> HttpResponse:
    """The word leads there no longer."""
    row = retire_synonym(synonym_id=synonym_id, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, f"“{row}”已停用，立即生效。")
    return redirect("synonym", synonym_id)


@require_POST
@open_to(*EDITORS)
@once
def synonym_restore(request: StaffRequest, synonym_id: int) -> HttpResponse:
    """A retired word leads there again."""
    row = restore_synonym(synonym_id=synonym_id, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, f"“{row}”已恢复使用，立即生效。")
    return redirect("synonym", synonym_id)


def _page(request: StaffRequest, form: AddSynonymForm, status: int = 200) -> HttpResponse:
    narrow = FilterSynonymsForm(request.GET)
    rows = table.synonyms(**narrow.asked())
    context = {
        "form": form,
        "narrow": narrow,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "in_vain": table.asked_in_vain(SHOWN * 2),
        "names": table.names_to_offer(),
    }
    return render(request, "matters/synonyms.html", context, status=status)
