"""Forms of the publish gate's pages."""

from django import forms

from matters.catch_all import Place

WIDE = {"class": "input"}


class TryForm(forms.Form):
    """A text to try at the gate."""

    text = forms.CharField(max_length=500, widget=forms.TextInput(attrs=WIDE), label="文字")
    place = forms.ChoiceField(choices=Place.choices, required=False, label="用在何处")


class ProposeForm(forms.Form):
    """The name of a real document that the gate should let pass."""

    words = forms.CharField(max_length=200, label="文件的完整名称", widget=forms.TextInput(attrs=WIDE))
    reason = forms.CharField(
        max_length=500, label="它是什么文件，为什么必须用这个名称", widget=forms.TextInput(attrs=WIDE)
    )
    source = forms.CharField(
        max_length=300, label="出处（制定机关、文号或者表格编号）", widget=forms.TextInput(attrs=WIDE)
    )
    place = forms.ChoiceField(
        choices=[("", "各处"), *Place.choices], required=False, label="用在何处", widget=forms.Select(attrs=WIDE)
    )
    matter_code = forms.CharField(
        max_length=33, required=False, label="限于一个事项（编码，可不填）", widget=forms.TextInput(attrs=WIDE)
    )
